import type { Expression } from './expression.ts';
import { property, type Resource, type Template } from './template.ts';

/** What a value that is only known at deployment counts for (design 2.5). */
const UNRESOLVED = 100;

/** The characters of a policy document as IAM counts them: its JSON without white space. */
export function policySize(expression: Expression): number {
  switch (expression.kind) {
    case 'literal':
      return expression.text.replace(/\s/g, '').length + 2;
    case 'list':
      return 2 + sum(expression.items.map((item) => policySize(item) + 1));
    case 'map':
      return 2 + sum([...expression.entries].map(([key, value]) => key.length + 4 + policySize(value)));
    case 'intrinsic':
      return expression.name === 'Fn::If' && expression.argument.kind === 'list'
        ? Math.max(...expression.argument.items.slice(1).map(policySize))
        : UNRESOLVED;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The inline policies that stand in one role, or the document of one policy resource, in characters. */
export function inlineSize(resource: Resource): number {
  const policies = property(resource, 'Policies');
  const document = property(resource, 'PolicyDocument');
  return (policies === null ? 0 : policySize(policies)) + (document === null ? 0 : policySize(document));
}

/** The most that IAM takes: inline documents of a role together, and one managed policy. */
const INLINE_LIMIT = 10_240;
const MANAGED_LIMIT = 6_144;
const RESOURCE_LIMIT = 500;
/** A larger template has to be uploaded to S3 first. */
const BODY_LIMIT = 51_200;

/**
 * Which limit of IAM or CloudFormation a template breaks that it did not break before, as a clause; null for none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function brokenLimit(before: Template, after: Template): string | null {
  for (const resource of after.resources.values()) {
    const limit = resource.type === 'AWS::IAM::ManagedPolicy' ? MANAGED_LIMIT : INLINE_LIMIT;
    const was = before.resources.get(resource.logicalId);
    if (!resource.type.startsWith('AWS::IAM::') || inlineSize(resource) <= limit) continue;
    if (was === undefined || inlineSize(was) < inlineSize(resource)) {
      return `the policies of ${resource.logicalId} would exceed ${limit} characters`;
    }
  }
  if (after.resources.size > Math.max(RESOURCE_LIMIT, before.resources.size)) return 'it would exceed 500 resources';
  const bytes = (template: Template) => new TextEncoder().encode(template.file.text).length;
  if (bytes(before) <= BODY_LIMIT && bytes(after) > BODY_LIMIT) {
    return 'the template would exceed 51,200 bytes and need S3 to deploy';
  }
  return null;
}
