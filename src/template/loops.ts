import { type Expression, type Literal, literalText, type MapExpression } from './expression.ts';

/** The key of a loop: `Fn::ForEach::<name>`. */
const LOOP = 'Fn::ForEach::';

/** Beyond this many entries a loop is not expanded: CloudFormation takes 500 resources. */
const ENTRY_LIMIT = 2_000;

export function isLoopKey(key: string): boolean {
  return key.startsWith(LOOP);
}

/** What a loop makes: entries, or the reason why they can not be told, as a noun. */
export type Expansion = { readonly entries: readonly (readonly [string, Expression])[] } | { readonly reason: string };

/**
 * Expands `Fn::ForEach::<name>: [identifier, collection, {key: value}]` over a collection that is written out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoop(key: string, argument: Expression): Expansion {
  const name = key.slice(LOOP.length);
  if (argument.kind !== 'list') return { reason: `the loop ${name}` };
  const [identifier, collection, body] = argument.items;
  const variable = literalText(identifier ?? null);
  const values = collection?.kind === 'list' ? collection.items.map(literalText) : [null];
  if (variable === null || body?.kind !== 'map') return { reason: `the loop ${name}` };
  if (values.some((value) => value === null)) return { reason: `the loop ${name}${collectionName(collection)}` };
  const entries: (readonly [string, Expression])[] = [];
  for (const value of values.filter((each) => each !== null)) {
    const made = expandLoops(replaceIn(body, variable, value));
    if ('reason' in made) return made;
    entries.push(...made.entries);
    if (entries.length > ENTRY_LIMIT)
      return { reason: `the loop ${name}, which makes more than ${ENTRY_LIMIT} entries` };
  }
  return { entries };
}

function collectionName(collection: Expression | undefined): string {
  const isRef = collection?.kind === 'intrinsic' && collection.name === 'Ref';
  const name = isRef ? literalText(collection.argument) : null;
  return name === null ? '' : ` over ${name}`;
}

/** The entries of a map with those loops expanded that stand directly in it. */
export function expandLoops(map: MapExpression): Expansion {
  const entries: (readonly [string, Expression])[] = [];
  for (const [key, value] of map.entries) {
    if (!isLoopKey(key)) {
      entries.push([key, value]);
      continue;
    }
    const made = expandLoop(key, value);
    if ('reason' in made) return made;
    entries.push(...made.entries);
  }
  return { entries };
}

/** `${X}` and `&{X}` in keys and strings, and `Ref: X`, replaced by one value of the loop. */
function replaceIn(body: MapExpression, variable: string, value: string): MapExpression {
  const text = (from: string) => from.split(`\${${variable}}`).join(value).split(`&{${variable}}`).join(value);
  const known = new Map<Expression, Expression>();
  const replace = (expression: Expression): Expression => {
    const made = known.get(expression) ?? rebuild(expression);
    known.set(expression, made);
    return made;
  };
  const map = (expression: MapExpression): MapExpression => ({
    ...expression,
    entries: new Map([...expression.entries].map(([key, child]) => [text(key), replace(child)])),
  });
  const rebuild = (expression: Expression): Expression => {
    switch (expression.kind) {
      case 'literal':
        return typeof expression.value === 'string' ? literalOf(expression, text(expression.text)) : expression;
      case 'list':
        return { ...expression, items: expression.items.map(replace) };
      case 'map':
        return map(expression);
      case 'intrinsic': {
        const isOwn = expression.name === 'Ref' && literalText(expression.argument) === variable;
        if (isOwn) return { kind: 'literal', value, text: value, node: expression.node };
        return { ...expression, argument: replace(expression.argument) };
      }
    }
  };
  return map(body);
}

function literalOf(expression: Literal, text: string): Literal {
  return { ...expression, value: text, text };
}
