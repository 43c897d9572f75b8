import { type Hole, type Piece, spelled, type Text, textFrom } from '../resolve/text.ts';
import type { AccessRequest, ContextValue } from './request.ts';

const VARIABLE = /(\$\{[^}]*\})/;
/** What only Fn::Sub replaces: the names of condition keys hold one colon, those of resources and parameters none. */
const OF_SUB = /\$\{(?:AWS::\w+|[A-Za-z0-9]+(?:\.[\w.]+)?)\}/;

/** A reference to a resource or a parameter that stands outside of Fn::Sub and is text to IAM, such as `${Key.Arn}`. */
export function strayReference({ pieces }: Text): string | null {
  for (const piece of pieces) {
    const found = typeof piece === 'string' ? OF_SUB.exec(piece) : null;
    if (found !== null) return found[0];
  }
  return null;
}

/** Why such a reference matches nothing, as a clause. */
export function holdsStray(reference: string): string {
  return `holds ${reference} as it is written, since no Fn::Sub replaces it`;
}

/**
 * Puts what the request brings in the place of policy variables (`${aws:PrincipalAccount}`); one whose value is not
 * known is a hole. What is no variable is text. `${*}`, `${?}` and `${$}` are those signs themselves, and no wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function expandVariables(text: Text, request: AccessRequest): Text {
  if (!text.pieces.some((piece) => typeof piece === 'string' && piece.includes('${'))) return text;
  const pieces = text.pieces.flatMap((piece): readonly Piece[] => {
    if (typeof piece !== 'string') return [piece];
    // What is split at is handed back at every second place.
    return piece.split(VARIABLE).flatMap((part, index) => (index % 2 === 1 ? broughtBy(part, request) : [part]));
  });
  return textFrom(pieces);
}

function broughtBy(variable: string, request: AccessRequest): readonly Piece[] {
  if (variable === '${$}') return ['$'];
  if (variable === '${*}') return [itself('*')];
  if (variable === '${?}') return [itself('?')];
  if (OF_SUB.test(variable)) return [variable];
  const [name = '', fallback] = variable.slice(2, -1).split(',');
  const value = request.context.get(name.trim().toLowerCase());
  const only = singleValue(value);
  // A value with a wildcard would have to match itself alone.
  if (only !== null && !/[*?]/.test(spelled(only))) return only.pieces;
  const known = value?.kind === 'absent' && fallback !== undefined ? /^\s*'([^'*?]*)'\s*$/.exec(fallback) : null;
  if (known?.[1] !== undefined) return [known[1]];
  const label = `the policy variable ${variable}`;
  return [{ token: `variable:${variable}`, label, alphabet: 'any', distinctClass: null, outside: true }];
}

function itself(sign: '*' | '?'): Hole {
  return { token: `sign:${sign}`, label: sign, alphabet: 'segment', distinctClass: null, outside: false, sign };
}

/** The one value that the request carries for certain, or null. */
function singleValue(value: ContextValue | undefined): Text | null {
  if (value === undefined || value.kind === 'absent') return null;
  const values = value.kind === 'chosen' ? value.among.map((one) => one.value) : value.values;
  const isWhole = value.kind === 'chosen' || value.complete;
  return isWhole && values.length === 1 ? (values[0] ?? null) : null;
}
