import { type Expression, fromData, literal } from '../template/expression.ts';
import { MAX_LEVELS } from '../text/levels.ts';
import type { Scope } from './scope.ts';
import { asSpoken, concat, type Piece, type Text, textFrom, textOf } from './text.ts';
import { always, chain, combine, type Guarded, type Shape, unknown } from './value.ts';

/**
 * Fn::ToJsonString: the JSON of a map or a list, with what is not known as holes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html
 */
export function toJsonString(scope: Scope, argument: Expression): Guarded<Shape> {
  return write(scope, argument);
}

function write(scope: Scope, expression: Expression | Text): Guarded<Shape> {
  const isPlain = expression.kind === 'literal' && typeof expression.value !== 'string' && expression.value !== null;
  return chain(scope.world, scope.resolve(expression), (shape): Guarded<Shape> => {
    if (shape.kind === 'text') return always(isPlain ? shape : quoted(shape));
    if (shape.kind === 'list')
      return joined(
        scope,
        '[',
        shape.items.map((item) => ['', item] as const),
        ']',
      );
    if (shape.kind !== 'map') return always(shape);
    const entries = [...shape.entries].map(([key, value]) => [`${JSON.stringify(key)}:`, value] as const);
    return joined(scope, '{', entries, '}');
  });
}

function quoted(text: Text): Text {
  const quote = (string: string) => JSON.stringify(string).slice(1, -1);
  const inside = asSpoken(text).pieces.map((piece): Piece => {
    if (typeof piece === 'string') return quote(piece);
    return piece.given === undefined ? piece : { ...piece, given: quote(piece.given) };
  });
  return textOf('"', ...inside, '"');
}

function joined(
  scope: Scope,
  open: string,
  parts: readonly (readonly [string, Expression | Text])[],
  close: string,
): Guarded<Shape> {
  const rows = combine(
    scope.world,
    parts.map(([, value]) => write(scope, value)),
  );
  if (rows === null) return always(unknown('a JSON text with too many alternatives'));
  return chain(scope.world, rows, (row): Guarded<Shape> => {
    const lost = row.find((shape) => shape.kind === 'unknown');
    if (lost !== undefined) return always(lost);
    const texts = row.flatMap((shape, index) =>
      shape.kind === 'text' ? [concat(textOf(parts[index]?.[0] ?? ''), shape)] : [],
    );
    const inside = texts.reduce<Text>(
      (whole, text, index) => concat(whole, textOf(index === 0 ? '' : ','), text),
      textOf(),
    );
    return always(concat(textOf(open), inside, textOf(close)));
  });
}

/** Marks a hole inside JSON; a private-use character that no template holds. */
const MARK = '\uE000';

/** JSON text with holes in its strings, read; null when it is no JSON. `restore` puts the holes back into a string. */
export function readJsonText(
  text: Text,
): { readonly value: unknown; readonly restore: (string: string) => Text } | null {
  // A given value that is more than part of a string has to be read as what it is.
  return (
    readMarked(asSpoken(text)) ?? (text.spoken === undefined ? null : readMarked({ kind: 'text', pieces: text.pieces }))
  );
}

function readMarked(text: Text): ReturnType<typeof readJsonText> {
  const json = text.pieces
    .map((piece, index) => (typeof piece === 'string' ? piece : `${MARK}${index}${MARK}`))
    .join('');
  const restore = (string: string): Text => {
    const parts = string
      .split(MARK)
      .map((part, index): Piece => (index % 2 === 1 ? (text.pieces[Number(part)] ?? part) : part));
    return textFrom(parts);
  };
  try {
    return { value: JSON.parse(json), restore };
  } catch {
    return null;
  }
}

function isDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS) return true;
    level = level.flatMap((each): unknown[] => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

/**
 * JSON text as the value that it spells, its strings with their holes; null when it is no JSON object or list, or nested
 * deeper than anything that is meant.
 */
export function expressionOfJson(scope: Scope, text: Text, node: Expression['node']): Expression | null {
  const read = readJsonText(text);
  if (read === null || typeof read.value !== 'object' || read.value === null || isDeep(read.value)) return null;
  return fromData(read.value, node, (string) =>
    string.includes(MARK) ? scope.expressionOf(read.restore(string), node) : literal(string, node),
  );
}
