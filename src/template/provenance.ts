import { entry } from './expression.ts';
import type { Provenance, Template } from './template.ts';

/** Tells CDK output from what people write, by any of the marks that the CDK leaves (design 2.5). */
export function provenanceOf(template: Pick<Template, 'resources' | 'parameters' | 'rules'>): Provenance {
  if (template.parameters.has('BootstrapVersion') && template.rules.has('CheckBootstrapVersion')) return 'cdk';
  for (const resource of template.resources.values()) {
    if (resource.type === 'AWS::CDK::Metadata' || entry(resource.metadata, 'aws:cdk:path') !== null) return 'cdk';
  }
  return 'by-hand';
}
