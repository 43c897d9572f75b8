import { childrenOf } from '../resolve/domains.ts';
import type { Scope } from '../resolve/scope.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';

/** Whether a part of a stack speaks of one resource: null speaks of nothing. */
export type Mention = (stack: Scope, expression: Expression | null) => boolean;

const NAMES = {
  'AWS::IAM::Role': { property: 'RoleName', noun: ':role/' },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', noun: ':policy/' },
} as const;

/**
 * Tells what speaks of a role or of a managed policy: by a reference from its own stack, or, from any, by the name that
 * it was given, alone or at the end of an ARN. A name is compared as it is written, so that nothing has to be resolved.
 */
export function mentionOf(stack: Scope, resource: Resource): Mention {
  const { logicalId, type } = resource;
  const kind = NAMES[type === 'AWS::IAM::Role' ? type : 'AWS::IAM::ManagedPolicy'];
  const given = property(resource, kind.property);
  const names = given === null ? [] : textsIn(given);
  const refers = (text: string) => text.includes(`\${${logicalId}}`) || text.includes(`\${${logicalId}.`);
  return (where, expression) =>
    expression !== null &&
    textsIn(expression).some(
      (text) => (where === stack && refers(text)) || names.some((name) => isNamed(text, name, kind.noun)),
    );
}

/** Whether a text is the name, or holds an ARN that ends in it. */
function isNamed(text: string, name: string, noun: string): boolean {
  if (name === '') return false;
  if (text === name) return true;
  for (let at = text.indexOf(`/${name}`); at >= 0; at = text.indexOf(`/${name}`, at + 1)) {
    const next = text.charAt(at + 1 + name.length);
    if (text.lastIndexOf(noun, at) >= 0 && !/[\w+=,.@-]/.test(next)) return true;
  }
  return false;
}

/** All strings inside an expression, as Fn::Sub would write them; what an anchor repeats is read once. */
function textsIn(expression: Expression): readonly string[] {
  const found: string[] = [];
  const seen = new Set<Expression>();
  const visit = (each: Expression) => {
    if (seen.has(each)) return;
    seen.add(each);
    const text = written(each);
    if (text !== null) found.push(text);
    for (const child of childrenOf(each)) visit(child);
  };
  visit(expression);
  return found;
}

/** A string, a reference or what is joined of them, in the spelling of Fn::Sub; null for anything else. */
function written(expression: Expression): string | null {
  if (expression.kind === 'literal') return literalText(expression);
  if (expression.kind !== 'intrinsic') return null;
  const { name, argument } = expression;
  const items = argument.kind === 'list' ? argument.items : [argument];
  if (name === 'Fn::Sub') return literalText(items[0]);
  if (name === 'Ref') return `\${${literalText(argument)}}`;
  if (name === 'Fn::GetAtt') return `\${${items.map(literalText).join('.')}}`;
  const [delimiter, parts] = items;
  if (name !== 'Fn::Join' || parts?.kind !== 'list') return null;
  return parts.items.map((part) => written(part) ?? '').join(literalText(delimiter) ?? '');
}
