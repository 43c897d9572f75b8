import { type Expression, entry, literalText } from '../template/expression.ts';
import { withDynamicReferences } from './dynamic-reference.ts';
import type { Scope } from './scope.ts';
import { concat, textOf } from './text.ts';
import { always, chain, combine, type Guarded, type Shape, unknown } from './value.ts';

/** A piece of Sub's string: text to keep, or the name between `${` and `}`. */
export type SubPiece = { readonly text: string } | { readonly name: string };

/** Takes Sub's string apart; `${!Name}` is the text `${Name}`. */
export function subPieces(template: string): readonly SubPiece[] {
  const pieces: SubPiece[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('${', at);
    const close = open < 0 ? -1 : template.indexOf('}', open);
    if (close < 0) break;
    if (open > at) pieces.push({ text: template.slice(at, open) });
    const name = template.slice(open + 2, close).trim();
    pieces.push(name.startsWith('!') ? { text: `\${${name.slice(1)}}` } : { name });
    at = close + 1;
  }
  if (at < template.length) pieces.push({ text: template.slice(at) });
  return pieces;
}

/** Strings of more parts cost more to compare than a template is worth; no ARN and no handler comes near. */
const PIECE_LIMIT = 2_000;

/** Fn::Sub with its string and, in the list form, its map of variables. */
export function substitute(scope: Scope, operands: readonly Expression[]): Guarded<Shape> {
  const [source, variables = null] = operands;
  const template = literalText(source ?? null);
  return template === null
    ? always(unknown('a Sub whose string is not written out'))
    : substituteText(scope, template, variables);
}

/** What Fn::Sub makes of a string. */
export function substituteText(scope: Scope, template: string, variables: Expression | null = null): Guarded<Shape> {
  const pieces = subPieces(template);
  if (pieces.length > PIECE_LIMIT) return always(unknown(`a Sub of more than ${PIECE_LIMIT} parts`));
  const values = pieces.map((piece) =>
    'text' in piece ? always<Shape>(textOf(piece.text)) : lookUp(scope, piece.name, variables),
  );
  const rows = combine(scope.world, values);
  if (rows === null) return always(unknown('a Sub with too many alternatives'));
  return chain(scope.world, rows, (row): Guarded<Shape> => {
    const texts = row.filter((shape) => shape.kind === 'text');
    const other = row.find((shape) => shape.kind !== 'text');
    if (other === undefined) return always(withDynamicReferences(concat(...texts)));
    return always(other.kind === 'unknown' ? other : unknown('a Sub of something that is no string'));
  });
}

function lookUp(scope: Scope, name: string, variables: Expression | null): Guarded<Shape> {
  const given = entry(variables, name);
  if (given !== null) return scope.resolve(given);
  const dot = name.indexOf('.');
  return dot < 0 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1));
}
