import { concrete, entriesOf, valueAt } from '../syntax/navigate.ts';
import type { MappingNode, SyntaxNode } from '../syntax/node.ts';
import { type Expression, entry, literalText, toExpression } from './expression.ts';
import type { Resource } from './template.ts';

const TRANSFORM = 'Fn::Transform';
const INCLUDE = 'AWS::Include';

/**
 * Transforms of AWS that leave roles, policies and keys as they are, or that are worked out here.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 */
const HARMLESS = /^AWS::(Serverless|LanguageExtensions|SecretsManager|CodeDeployBlueGreen|ServiceCatalog)\b/;

/** The transforms over the whole template, by name. */
export function transformsOver(root: MappingNode): readonly string[] {
  return ['Transform', TRANSFORM].flatMap((key) => {
    const node = valueAt(root, key);
    const expression = node === null ? null : toExpression(node);
    const items = expression?.kind === 'list' ? expression.items : expression === null ? [] : [expression];
    return items.map((item) => literalText(item) ?? nameOf(item));
  });
}

/** The transforms that stand in a section of the template, beside its entries. */
export function transformsIn(section: MappingNode): readonly string[] {
  return entriesOf(section).flatMap(({ key, value }) => (key.text === TRANSFORM ? [nameOf(toExpression(value))] : []));
}

function nameOf(transform: Expression): string {
  return literalText(entry(transform, 'Name')) ?? 'of another name';
}

/** The place that an AWS::Include names, where it is written out; null for any other transform. */
export function includeLocation(transform: Expression | null): string | null {
  if (literalText(entry(transform, 'Name')) !== INCLUDE) return null;
  return literalText(entry(entry(transform, 'Parameters'), 'Location'));
}

/** What may be in the template besides what stands there, as a noun: an include adds, and leaves the rest as it is. */
export function addedBy(transforms: readonly string[]): string | null {
  return transforms.includes(INCLUDE) ? `what the transform ${INCLUDE} adds to the template` : null;
}

/** What the template comes to, as a noun, where a macro may change all that stands there; else null. */
export function rewrittenBy(transforms: readonly string[]): string | null {
  const macro = transforms.find((name) => name !== INCLUDE && !HARMLESS.test(name));
  return macro === undefined ? null : `what the macro ${macro} makes of the template`;
}

/** A mapping without the transform beside its entries: the entries that are written out. */
export function writtenEntries(node: SyntaxNode): ReadonlyMap<string, Expression> | null {
  const mapping = concrete(node);
  if (mapping.kind !== 'mapping') return null;
  // `!Transform {Name: …}` stands for itself alone.
  if (mapping.tag !== null) return new Map();
  const entries = entriesOf(mapping).filter(({ key }) => key.text !== TRANSFORM);
  return new Map(entries.map(({ key, value }) => [key.text, toExpression(value)]));
}

export function isTransform(expression: Expression | null): boolean {
  return expression?.kind === 'intrinsic' && expression.name === TRANSFORM;
}

/** What the properties of a resource come to, as a noun, where a transform or a loop makes them; else null. */
export function hiddenProperties({ properties, logicalId }: Resource): string | null {
  if (properties === null || properties.kind === 'map') return null;
  if (properties.kind !== 'intrinsic' || !isTransform(properties)) return `the properties of ${logicalId}`;
  return `what the transform ${nameOf(properties.argument)} makes of ${logicalId}`;
}
