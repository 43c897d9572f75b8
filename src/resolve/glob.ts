import type { Ternary } from './holds.ts';
import type { Hole, Text } from './text.ts';

/** Beyond this many steps the answer is 'maybe': no ARN or action is that long. */
const STEP_LIMIT = 2_000_000;

type Token = { readonly char: string } | { readonly hole: Hole } | { readonly wildcard: '*' | '?' };

/** Whether `pattern`, with `*` and `?` as wildcards, matches `text`, whatever the holes on both sides turn out to be. */
export function matchesGlob(pattern: Text, text: Text): Ternary {
  return match(pattern, text, true);
}

/** Whether two texts are the same string, whatever their holes turn out to be. */
export function sameText(a: Text, b: Text): Ternary {
  return match(a, b, false);
}

function match(wholePattern: Text, wholeText: Text, wildcards: boolean): Ternary {
  const [ours, theirs] = withoutCommonPieces(wholePattern, wholeText, wildcards);
  const [pattern, text] = withoutCommonEnds(tokens(ours, wildcards), tokens(theirs, false), isSettled);
  if (surely(pattern, text)) return 'yes';
  if (!hasHole(pattern) && !hasHole(text)) return 'no';
  const isForeign = (a: Text, b: Text) => beginsForeign(a) && beginsArnOfKms(b);
  if (isForeign(wholePattern, wholeText) || isForeign(wholeText, wholePattern)) return 'no';
  const exact = !pattern.some((token) => 'wildcard' in token);
  return possibly(pattern, text, exact) ? 'maybe' : 'no';
}

/**
 * What is left to match when elements that are the same at both starts, and at both ends, are taken away: they can only
 * match each other. Most pairs of ARNs are decided by what is left.
 */
function withoutCommonEnds<T>(
  ours: readonly T[],
  theirs: readonly T[],
  isSame: (a: T | undefined, b: T | undefined) => boolean,
): [readonly T[], readonly T[]] {
  const most = Math.min(ours.length, theirs.length);
  let start = 0;
  while (start < most && isSame(ours[start], theirs[start])) start++;
  let tail = 0;
  while (tail < most - start && isSame(ours.at(-1 - tail), theirs.at(-1 - tail))) tail++;
  return [ours.slice(start, ours.length - tail), theirs.slice(start, theirs.length - tail)];
}

/** By whole pieces first: the ARNs of two keys differ in one, and need not be taken apart by letters. */
function withoutCommonPieces(pattern: Text, text: Text, wildcards: boolean): readonly [Text, Text] {
  const [ours, theirs] = withoutCommonEnds(pattern.pieces, text.pieces, (a, b) =>
    typeof a === 'string' ? a === b && !(wildcards && /[*?]/.test(a)) : typeof b === 'object' && a?.token === b.token,
  );
  if (ours.length === pattern.pieces.length) return [pattern, text];
  return [
    { kind: 'text', pieces: ours },
    { kind: 'text', pieces: theirs },
  ];
}

function isSettled(pattern: Token | undefined, text: Token | undefined): boolean {
  return pattern !== undefined && !('wildcard' in pattern) && sameToken(pattern, text);
}

function hasHole(tokens: readonly Token[]): boolean {
  return tokens.some((token) => 'hole' in token);
}

function beginsForeign({ pieces: [first] }: Text): boolean {
  return typeof first === 'object' && first.foreign === true;
}

/** `arn:<partition>:kms:`, the partition written out or a hole. */
function beginsArnOfKms({ pieces }: Text): boolean {
  const printed = pieces.slice(0, 3).map((piece) => (typeof piece === 'string' ? piece : '-'));
  return /^arn:[^:]+:kms:/.test(printed.join(''));
}

/** One token for each letter that names and ARNs are made of. */
const LETTERS: readonly Token[] = Array.from({ length: 128 }, (_, code) => ({ char: String.fromCharCode(code) }));
const STAR: Token = { wildcard: '*' };
const ANY: Token = { wildcard: '?' };

function letterToken(char: string, wildcards: boolean): Token {
  if (wildcards && char === '*') return STAR;
  if (wildcards && char === '?') return ANY;
  return LETTERS[char.charCodeAt(0)] ?? { char };
}

const tokensOfPattern = new WeakMap<Text, readonly Token[]>();
const tokensOfText = new WeakMap<Text, readonly Token[]>();

/** The same text is held against hundreds of others in a large template, so it is taken apart once. */
function tokens(text: Text, wildcards: boolean): readonly Token[] {
  const cache = wildcards ? tokensOfPattern : tokensOfText;
  const known = cache.get(text);
  if (known !== undefined) return known;
  const made: Token[] = [];
  for (const piece of text.pieces) {
    const isText = typeof piece === 'string';
    for (const char of isText ? piece : (piece.begins ?? '')) made.push(letterToken(char, isText && wildcards));
    if (!isText) made.push(piece.sign === undefined ? { hole: piece } : letterToken(piece.sign, false));
  }
  cache.set(text, made);
  return made;
}

function isStar(token: Token | undefined): boolean {
  return token !== undefined && 'wildcard' in token && token.wildcard === '*';
}

/** The linear two-pointer match, with a hole as one letter that equals only itself. */
function surely(pattern: readonly Token[], text: readonly Token[]): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (isStar(pattern[p])) {
      star = p++;
      resume = t;
    } else if (sameToken(pattern[p], text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (isStar(pattern[p])) p++;
  return p === pattern.length;
}

function sameToken(pattern: Token | undefined, text: Token | undefined): boolean {
  if (pattern === undefined || text === undefined) return false;
  if ('char' in text) return 'wildcard' in pattern || ('char' in pattern && pattern.char === text.char);
  return 'hole' in text && 'hole' in pattern && pattern.hole.token === text.hole.token;
}

/** Where a search stands: positions in pattern and text, and whether a hole there has already taken something. */
type Inside = 0 | 1 | 2;
const NOT_INSIDE: Inside = 0;
const IN_PATTERN_HOLE: Inside = 1;
const IN_TEXT_HOLE: Inside = 2;

/** Whether some choice of the holes makes the match: a search over pairs of positions, each visited once. */
function possibly(pattern: readonly Token[], text: readonly Token[], exact: boolean): boolean {
  const width = text.length + 1;
  if ((pattern.length + 1) * width > STEP_LIMIT) return true;
  const seen = new Uint8Array((pattern.length + 1) * width);
  const open: State[] = [[0, 0, NOT_INSIDE]];
  const visit = (p: number, t: number, inside: Inside) => {
    const at = p * width + t;
    const bit = 1 << inside;
    if (((seen[at] ?? 0) & bit) !== 0) return;
    seen[at] = (seen[at] ?? 0) | bit;
    open.push([p, t, inside]);
  };
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const [p, t, inside] = state;
    if (p === pattern.length && t === text.length) return true;
    stepPattern(pattern[p], text[t], state, exact, visit);
    stepText(pattern[p], text[t], state, exact, visit);
    if (inside === NOT_INSIDE && sameToken(pattern[p], text[t])) visit(p + 1, t + 1, NOT_INSIDE);
  }
  return false;
}

type State = readonly [p: number, t: number, inside: Inside];
type Visit = (p: number, t: number, inside: Inside) => void;

/** Moves in which the pattern's token (a star or a hole) takes nothing, or one token of the text. */
function stepPattern(
  own: Token | undefined,
  other: Token | undefined,
  state: State,
  exact: boolean,
  visit: Visit,
): void {
  const [p, t, inside] = state;
  if (isStar(own)) {
    if (inside !== IN_TEXT_HOLE) visit(p + 1, t, NOT_INSIDE);
    if (other !== undefined) visit(p, t + 1, NOT_INSIDE);
  } else if (own !== undefined && 'hole' in own && inside !== IN_TEXT_HOLE) {
    if (inside === IN_PATTERN_HOLE || own.hole.alphabet === 'any') visit(p + 1, t, NOT_INSIDE);
    if (other !== undefined && canTake(own.hole, other, exact)) visit(p, t + 1, IN_PATTERN_HOLE);
  }
}

/** Moves in which a hole of the text takes nothing, or one token of the pattern. */
function stepText(other: Token | undefined, own: Token | undefined, state: State, exact: boolean, visit: Visit): void {
  const [p, t, inside] = state;
  if (own === undefined || !('hole' in own) || inside === IN_PATTERN_HOLE) return;
  if (inside === IN_TEXT_HOLE || own.hole.alphabet === 'any') visit(p, t + 1, NOT_INSIDE);
  if (other !== undefined && canTake(own.hole, other, exact)) visit(p + 1, t, IN_TEXT_HOLE);
}

/** Without a wildcard in the pattern, written letters would have to spell a generated name. */
function canTake(hole: Hole, token: Token, exact: boolean): boolean {
  if ('wildcard' in token) return true;
  if ('char' in token) {
    if (hole.alphabet === 'generated' && exact) return false;
    if (hole.alphabet === 'hex') return /[0-9a-f-]/i.test(token.char);
    if (hole.alphabet === 'digits') return /[0-9]/.test(token.char);
    return hole.alphabet === 'any' || !/[:/*?\s]/.test(token.char);
  }
  if (isNameAndNumber(hole, token.hole) || isNameAndNumber(token.hole, hole)) return false;
  return (
    hole.token === token.hole.token || hole.distinctClass === null || hole.distinctClass !== token.hole.distinctClass
  );
}

/** Names that CloudFormation makes up begin with that of the stack, which begins with a letter. */
function isNameAndNumber(a: Hole, b: Hole): boolean {
  return a.alphabet === 'generated' && b.alphabet === 'digits';
}
