/** A string of which some pieces are not known before deployment. No piece is an empty string, no two strings touch. */
export interface Text {
  readonly kind: 'text';
  readonly pieces: readonly Piece[];
  /** The pieces as they are spoken of, where the user gave the value of a parameter: its hole stands for it. */
  readonly spoken?: readonly Piece[];
}

export type Piece = string | Hole;

/** A value that is not in the templates, or not before deployment. */
export interface Hole {
  /** Equal tokens are equal values: the same parameter, the same attribute of the same resource. */
  readonly token: string;
  /** How to speak of it: "parameter KeyArn", "AWS::Region". */
  readonly label: string;
  /**
   * 'segment': at least one character, and no colon, slash, wildcard or blank; 'generated': such a one that
   * CloudFormation makes up, so that nobody can have written it into the template; 'hex': hexadecimal digits and
   * hyphens, as in the id of a key; 'digits': as in the id of an account; 'any': whatever.
   */
  readonly alphabet: 'segment' | 'generated' | 'hex' | 'digits' | 'any';
  /** Letters that stand before it in the value, such as the `mrk-` of a multi-Region key's id. */
  readonly begins?: string;
  /**
   * Two holes of one class with different tokens are different values, equally long and none a part of another, as two
   * keys' ids; null when they may agree.
   */
  readonly distinctClass: string | null;
  /** False for what the stack itself brings (its region, the id of its key): knowing the templates is knowing it. */
  readonly outside: boolean;
  /** True for a value that begins no ARN of KMS: names, ids and ARNs of other services. */
  readonly foreign?: boolean;
  /** Where else its value may be found, as a clause: "which role.yaml exports if …". */
  readonly whereabouts?: string;
  /** A sign that stands for itself where a pattern would read it as a wildcard. */
  readonly sign?: '*' | '?';
  /** The value that the user gave: compared as what it is, never printed. */
  readonly given?: string;
}

export function textOf(...pieces: readonly Piece[]): Text {
  return textFrom(pieces);
}

/** The text of so many pieces that they can not be handed over one by one. */
export function textFrom(pieces: readonly Piece[]): Text {
  if (!pieces.some(isGiven)) return { kind: 'text', pieces: merge(pieces) };
  const known = pieces.map((piece) => (typeof piece === 'string' ? piece : (piece.given ?? piece)));
  return { kind: 'text', pieces: merge(known), spoken: merge(pieces) };
}

function isGiven(piece: Piece): boolean {
  return typeof piece === 'object' && piece.given !== undefined;
}

function merge(pieces: readonly Piece[]): readonly Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece;
    else if (piece !== '') merged.push(piece);
  }
  return merged;
}

/** The text as it is spoken of and written: values that the user gave are the holes of their parameters. */
export function asSpoken(text: Text): Text {
  return text.spoken === undefined ? text : { kind: 'text', pieces: text.spoken };
}

/** How to speak of a text: by the name of its token where it is nothing else. */
export function labelOf(text: Text): string {
  return soleHole(asSpoken(text))?.label ?? printable(text);
}

/** How many signs a text has, a hole counted as one. */
export function lengthOf({ pieces }: Text): number {
  return pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 1), 0);
}

export function concat(...texts: readonly Text[]): Text {
  return textFrom(texts.flatMap((text) => asSpoken(text).pieces));
}

/** The string itself when nothing of it is unknown, else null. */
export function literalOf(text: Text): string | null {
  if (text.pieces.length === 0) return '';
  const [only] = text.pieces;
  return text.pieces.length === 1 && typeof only === 'string' ? only : null;
}

/** The hole when the text is nothing but one, else null. */
export function soleHole(text: Text): Hole | null {
  const [only] = text.pieces;
  return text.pieces.length === 1 && typeof only === 'object' ? only : null;
}

/** The holes of a text, in order. */
export function holesOf(text: Text): readonly Hole[] {
  return text.pieces.filter((piece) => typeof piece === 'object');
}

/** The text with its holes named in `${}`, for people. */
export function printable(text: Text): string {
  return spelled(asSpoken(text));
}

/** The text with its holes named in `${}`, given values written out: for comparing spellings, never for people. */
export function spelled(text: Text): string {
  return text.pieces.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.label}}`)).join('');
}

/** A string that two texts share exactly when all their pieces are equal. */
export function tokenOf(text: Text): string {
  return text.pieces.map((piece) => (typeof piece === 'string' ? piece : `\u0000${piece.token}\u0000`)).join('');
}

/** The text with the tokens of its holes in `${}`: as `tokenOf`, for tokens that a text is a part of. */
export function spelledByTokens(text: Text): string {
  return text.pieces.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.token}}`)).join('');
}

export function lowerCase(text: Text): Text {
  const lower = (piece: Piece): Piece => (typeof piece === 'string' ? piece.toLowerCase() : piece);
  const { spoken, pieces } = text;
  return { kind: 'text', pieces: pieces.map(lower), ...(spoken === undefined ? {} : { spoken: spoken.map(lower) }) };
}

/** Splits at a delimiter; null when a hole might hold the delimiter, so that the number of parts is unknown. */
export function split(text: Text, delimiter: string): readonly Text[] | null {
  const parts: Text[] = [];
  let current: Piece[] = [];
  for (const piece of text.pieces) {
    if (typeof piece === 'object') {
      if (mayHold(piece, delimiter)) return null;
      current.push(piece);
      continue;
    }
    const [first = '', ...rest] = piece.split(delimiter);
    current.push(first);
    for (const next of rest) {
      parts.push(textOf(...current));
      current = [next];
    }
  }
  const found = [...parts, textOf(...current)];
  return text.spoken === undefined ? found : found.map((part) => withSpoken(part, text.spoken ?? []));
}

/** Ids, made-up names and what AWS brings hold no sign but hyphens and dots; a name that a user gives may hold more. */
function mayHold({ alphabet, token }: Hole, delimiter: string): boolean {
  if (alphabet === 'any') return true;
  if (/[:/]/.test(delimiter)) return false;
  return !/[|,; ]/.test(delimiter) || (alphabet === 'segment' && !token.startsWith('AWS::'));
}

/** A part of a text of given values: spoken of by the value that it may come from, unless the template writes it out. */
function withSpoken(part: Text, spoken: readonly Piece[]): Text {
  const literal = literalOf(part);
  const isWritten = spoken.some((piece) => typeof piece === 'string' && literal !== null && piece.includes(literal));
  return isWritten ? part : { ...part, spoken: spoken.filter(isGiven) };
}
