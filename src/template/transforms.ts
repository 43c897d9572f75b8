import { concrete, entriesOf, valueAt } from '../syntax/navigate.ts';
import type { MappingEntry, MappingNode, SyntaxNode } from '../syntax/node.ts';
import { type Expression, entry, type Intrinsic, literalText, toExpression } from './expression.ts';
import type { Resource } from './template.ts';

const TRANSFORM = 'Fn::Transform';
const INCLUDE = 'AWS::Include';
const SHORT = '!Transform';

/**
 * Transforms of AWS that leave roles, policies and keys as they are, or that are worked out here.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 */
const HARMLESS = /^AWS::(Serverless|LanguageExtensions|SecretsManager|CodeDeployBlueGreen|ServiceCatalog)\b/;

/** The transforms over the whole template: a name, or a mapping with `Name` and `Parameters`. */
export function transformsOver(root: MappingNode): readonly Expression[] {
  return ['Transform', TRANSFORM].flatMap((key) => transformsAt(valueAt(root, key)));
}

/** The transforms that stand in a section of the template: beside its entries, or for the whole of it (`!Transform`). */
export function transformsIn(section: MappingNode): readonly Expression[] {
  return section.tag === SHORT ? transformsAt({ ...section, tag: null }) : transformsAt(valueAt(section, TRANSFORM));
}

function transformsAt(node: SyntaxNode | null): readonly Expression[] {
  if (node === null) return [];
  const expression = toExpression(node);
  return expression.kind === 'list' ? expression.items : [expression];
}

/** The name of a transform, or words in place of it. */
export function transformName(transform: Expression): string {
  return literalText(transform) ?? literalText(entry(transform, 'Name')) ?? 'of another name';
}

/** The place that an AWS::Include names, where it is written out; null for any other transform. */
export function includeLocation(transform: Expression | null): string | null {
  if (literalText(entry(transform, 'Name')) !== INCLUDE) return null;
  return literalText(entry(entry(transform, 'Parameters'), 'Location'));
}

/**
 * What may be in the template besides what stands there, as a noun: an include adds, and leaves the rest as it is. By its
 * name alone it brings nothing.
 */
export function addedBy(transforms: readonly Expression[]): string | null {
  const adding = transforms.find((each) => each.kind !== 'literal' && transformName(each) === INCLUDE);
  if (adding === undefined) return null;
  const location = includeLocation(adding);
  return `what the transform ${INCLUDE}${location === null ? '' : ` of ${location}`} adds to the template`;
}

/** What the template comes to, as a noun, where a macro may change all that stands there; else null. */
export function rewrittenBy(transforms: readonly Expression[]): string | null {
  const macro = transforms.map(transformName).find((name) => name !== INCLUDE && !HARMLESS.test(name));
  return macro === undefined ? null : `what the macro ${macro} makes of the template`;
}

/** A mapping without the transform beside its entries: the entries that are written out. */
export function writtenEntries(node: SyntaxNode): ReadonlyMap<string, Expression> | null {
  const mapping = concrete(node);
  if (mapping.kind !== 'mapping') return null;
  return new Map(writtenIn(mapping).map(({ key, value }) => [key.text, toExpression(value)]));
}

/** The entries of a mapping besides its transform; `!Transform {Name: …}` stands for itself alone. */
export function writtenIn(mapping: MappingNode): readonly MappingEntry[] {
  return mapping.tag === null ? entriesOf(mapping).filter(({ key }) => key.text !== TRANSFORM) : [];
}

export function isTransform(expression: Expression | null): expression is Intrinsic {
  return expression?.kind === 'intrinsic' && expression.name === TRANSFORM;
}

/** What the properties of a resource come to, as a noun, where a transform or a loop makes them; else null. */
export function hiddenProperties({ properties, logicalId }: Resource): string | null {
  if (properties === null || properties.kind === 'map') return null;
  if (properties.kind !== 'intrinsic' || !isTransform(properties)) return `the properties of ${logicalId}`;
  return `what the transform ${transformName(properties.argument)} makes of ${logicalId}`;
}
