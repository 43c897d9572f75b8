import { nodeAt, pathOf } from '../syntax/navigate.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import type { Location, SourceFile } from '../text/source-file.ts';
import type { Expression } from './expression.ts';
import { fragmentOf } from './fragments.ts';

/** A name in a template's Resources, Parameters or Conditions section. */
export type LogicalId = string;

/** A loop that makes too many resources to be expanded. */
export interface LoopOver {
  /** As a noun. */
  readonly label: string;
  readonly mayMakeCustomResources: boolean;
}

/** Whether a resource of that type is a custom resource. */
export function isCustomType(type: string): boolean {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cfn-customresource.html
  return type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::');
}

/** A CloudFormation template with SAM functions expanded, as far as this program needs it. */
export interface Template {
  readonly file: SourceFile;
  readonly root: MappingNode;
  readonly parameters: ReadonlyMap<LogicalId, Parameter>;
  readonly mappings: ReadonlyMap<string, Expression>;
  readonly conditions: ReadonlyMap<LogicalId, Expression>;
  readonly rules: ReadonlyMap<LogicalId, Expression>;
  readonly resources: ReadonlyMap<LogicalId, Resource>;
  readonly outputs: ReadonlyMap<LogicalId, Output>;
  /** Names in `Transform`, such as `AWS::Serverless-2016-10-31`. */
  readonly transforms: readonly string[];
  readonly provenance: Provenance;
  /** What a loop makes of which nothing tells what it goes over, as a noun; null where each resource is in `resources`. */
  readonly looped: string | null;
  /** The same of the loops in other sections, by the name of the section. */
  readonly loopedSections: ReadonlyMap<string, string>;
  /** The loops among the resources that make too many to be expanded. */
  readonly loopsOver: readonly LoopOver[];
  /** What may bring resources that are not in `resources`, as a noun: an unexpanded ForEach, an include. */
  readonly hidden: string | null;
  /** What the template comes to, as a noun, where a macro may change all that stands in it; else null. */
  readonly rewritten: string | null;
}

/** Whether people write the file, or the CDK does (design 2.5): edits of generated files are lost. */
export type Provenance = 'by-hand' | 'cdk';

export interface Parameter {
  readonly name: LogicalId;
  readonly type: string;
  readonly allowedValues: readonly string[] | null;
  /** The default as a string, or null when there is none. It never decides anything: see design 2.8. */
  readonly fallback: string | null;
  /** The regular expression that a value given for it must match as a whole, or null. */
  readonly pattern: string | null;
  readonly node: SyntaxNode;
}

export interface Output {
  readonly value: Expression;
  readonly exportName: Expression | null;
  readonly condition: LogicalId | null;
}

export interface Resource {
  readonly logicalId: LogicalId;
  readonly type: string;
  readonly condition: LogicalId | null;
  readonly dependsOn: readonly LogicalId[];
  /** Properties by name; read through `property`. */
  readonly properties: Expression | null;
  readonly metadata: Expression | null;
  /** The resource's own text; for a resource that SAM makes, the function it is made from. */
  readonly key: ScalarNode;
  readonly node: SyntaxNode;
  /** The SAM function that this resource was expanded from, or null for one that stands in the template. */
  readonly samFunction: LogicalId | null;
}

/** The property of a resource, or null. */
export function property(resource: Resource, name: string): Expression | null {
  const { properties } = resource;
  return properties?.kind === 'map' ? (properties.entries.get(name) ?? null) : null;
}

/** Where an expression, a key or any node of a template stands. */
export function locate(template: Template, node: SyntaxNode): Location {
  return { file: fragmentOf(node) ?? template.file, range: node.range };
}

/** The id of a version that SAM publishes: behind the function's id and `Version` a hash of its code. */
const PUBLISHED = /^(\w+Version)[0-9a-f]{10}$/;

/** The resource that a reference names, or null; of those that SAM makes also by the ids that it gives them. */
export function referredTo({ resources }: Template, name: string): Resource | null {
  const [, version = ''] = PUBLISHED.exec(name) ?? [];
  return resources.get(name) ?? resources.get(version.replace(/Version$/, '.Version')) ?? null;
}

/** The resource of that id and, if given, one of those types; null otherwise. */
export function resourceOf(template: Template, logicalId: LogicalId, ...types: readonly string[]): Resource | null {
  const resource = template.resources.get(logicalId);
  if (resource === undefined) return null;
  return types.length === 0 || types.includes(resource.type) ? resource : null;
}

/**
 * The keys and indices that lead from the root of the template's text to a node. Null for a node of another text, and
 * for one inside an anchor that is used again elsewhere: an edit there would change more than one place.
 */
export function pathTo(template: Template, node: SyntaxNode): readonly (string | number)[] | null {
  const path = pathOf(template.root, node);
  if (path === null) return null;
  const isShared = path.some((_, index) => {
    const anchor = nodeAt(template.root, path.slice(0, index + 1))?.node.anchor ?? null;
    return anchor !== null && template.file.text.includes(`*${anchor}`);
  });
  return isShared ? null : path;
}
