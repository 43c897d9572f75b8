import { type Expression, entry, type Literal, literalText, type MapExpression } from './expression.ts';

/** The key of a loop: `Fn::ForEach::<name>`. */
const LOOP = 'Fn::ForEach::';

/** Beyond this many entries a loop is not expanded: CloudFormation takes 500 resources. */
const ENTRY_LIMIT = 2_000;

export function isLoopKey(key: string): boolean {
  return key.startsWith(LOOP);
}

/**
 * What a loop goes over where that is not written out, or null where nothing tells; `variable` is what the loop calls
 * each of the values.
 */
export type Collections = (collection: Expression, variable: string) => readonly string[] | null;

/** What a loop makes: entries, or the reason why they can not be told, as a noun; `isOver` where they are too many. */
export type Expansion =
  | { readonly entries: readonly (readonly [string, Expression])[] }
  | { readonly reason: string; readonly isOver: boolean };

/**
 * Expands `Fn::ForEach::<name>: [identifier, collection, {key: value}]` over a collection that is written out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoop(key: string, argument: Expression, collections: Collections = () => null): Expansion {
  const name = key.slice(LOOP.length);
  if (argument.kind !== 'list') return { reason: `the loop ${name}`, isOver: false };
  const [identifier, collection, last] = argument.items;
  const body = last?.kind === 'intrinsic' && last.name === 'Fn::ForEach' ? last.argument : last;
  const variable = literalText(identifier ?? null);
  if (variable === null || collection === undefined || body?.kind !== 'map')
    return { reason: `the loop ${name}`, isOver: false };
  const values = writtenOut(collection) ?? collections(collection, variable);
  if (values === null) return { reason: `the loop ${name}${collectionName(collection)}`, isOver: false };
  const entries: (readonly [string, Expression])[] = [];
  for (const value of values) {
    const made = expandLoops(replaceIn(body, variable, value), collections);
    if ('reason' in made) return made;
    entries.push(...made.entries);
    if (entries.length > ENTRY_LIMIT) return { reason: `the loop ${name} of more than 2,000 entries`, isOver: true };
  }
  return { entries };
}

/** Whether among what a loop makes, or a loop in it, may be a resource of one of those types. */
export function mayMake(argument: Expression, isWanted: (type: string) => boolean): boolean {
  const last = argument.kind === 'list' ? argument.items[2] : undefined;
  const body = last?.kind === 'intrinsic' && last.name === 'Fn::ForEach' ? last.argument : last;
  if (body?.kind !== 'map') return true;
  return [...body.entries].some(([key, made]) => {
    if (isLoopKey(key)) return mayMake(made, isWanted);
    const type = literalText(entry(made, 'Type'));
    return type === null || /[$&]\{/.test(type) || isWanted(type);
  });
}

function writtenOut(collection: Expression): readonly string[] | null {
  const texts = collection.kind === 'list' ? collection.items.map(literalText) : [null];
  return texts.every((text) => text !== null) ? texts : null;
}

function collectionName(collection: Expression): string {
  const isRef = collection.kind === 'intrinsic' && collection.name === 'Ref';
  const name = isRef ? literalText(collection.argument) : null;
  return name === null ? '' : ` over parameter ${name}`;
}

/** The entries of a map with those loops expanded that stand directly in it. */
export function expandLoops(map: MapExpression, collections?: Collections): Expansion {
  const entries: (readonly [string, Expression])[] = [];
  for (const [key, value] of map.entries) {
    if (!isLoopKey(key)) {
      entries.push([key, value]);
      continue;
    }
    const made = expandLoop(key, value, collections);
    if ('reason' in made) return made;
    entries.push(...made.entries);
  }
  return { entries };
}

/**
 * `${X}` in keys and strings, and `Ref: X`, replaced by one value of the loop; `&{X}` by its letters and digits, which is
 * how a value of other signs gets into a logical id.
 */
function replaceIn(body: MapExpression, variable: string, value: string): MapExpression {
  const plain = value.startsWith('${') ? value : value.replace(/[^A-Za-z0-9]/g, '');
  const text = (from: string, as = value) => from.split(`\${${variable}}`).join(as).split(`&{${variable}}`).join(plain);
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
  // A value that looks like a reference itself is none.
  const inSub = (argument: Expression): Expression => {
    if (argument.kind === 'literal') return literalOf(argument, text(argument.text, value.replaceAll('${', '${!')));
    if (argument.kind !== 'list') return replace(argument);
    const [string, ...others] = argument.items;
    return string === undefined ? argument : { ...argument, items: [inSub(string), ...others.map(replace)] };
  };
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
        return {
          ...expression,
          argument: expression.name === 'Fn::Sub' ? inSub(expression.argument) : replace(expression.argument),
        };
      }
    }
  };
  return map(body);
}

function literalOf(expression: Literal, text: string): Literal {
  return { ...expression, value: text, text };
}
