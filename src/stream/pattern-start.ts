/** One sign of a regular expression; `takes` says which letters it stands for. */
interface Atom {
  readonly takes: (letter: string) => boolean;
  readonly isOptional: boolean;
  readonly isRepeated: boolean;
}

/**
 * Whether what a regular expression matches as a whole may begin with a word: false only where reading it sign by sign
 * tells that. Nothing is run as a regular expression. One with groups, or with signs that are not known here, may.
 */
export function mayBeginWith(pattern: string, word: string): boolean {
  const atoms = atomsOf(pattern.replace(/^\^/, '').replace(/\$$/, ''), word.length + 1);
  if (atoms === null) return true;
  let places = withSkipped(atoms, [0]);
  for (const letter of word) {
    const next = [...places].flatMap((at) => {
      const atom = atoms[at];
      if (atom?.takes(letter) !== true) return [];
      return atom.isRepeated ? [at, at + 1] : [at + 1];
    });
    places = withSkipped(atoms, next);
  }
  return places.size > 0;
}

/** Those places, and what lies behind the ones that may be left out. */
function withSkipped(atoms: readonly Atom[], places: readonly number[]): ReadonlySet<number> {
  const found = new Set(places);
  for (const at of found) if (atoms[at]?.isOptional === true) found.add(at + 1);
  return found;
}

/** A letter, an escape or a class, and how often it stands. */
const SIGN = /(\\.|\[\^?(?:\\.|[^\\[\]&])+\]|[^\\()[\]{}?*+|^$])([?*+]|\{\d+(?:,\d*)?\})?/y;

/** The signs of an expression, each as often as it has to stand, `most` times at most; null where one is not known. */
function atomsOf(pattern: string, most: number): readonly Atom[] | null {
  const atoms: Atom[] = [];
  for (let at = 0; at < pattern.length; ) {
    SIGN.lastIndex = at;
    const [all = '', sign = '', often = ''] = SIGN.exec(pattern) ?? [];
    const takes = lettersOf(sign);
    if (takes === null) return null;
    atoms.push(...repeated(takes, often, most));
    at += all.length;
  }
  return atoms;
}

function repeated(takes: Atom['takes'], often: string, most: number): readonly Atom[] {
  const one = { takes, isOptional: false, isRepeated: false };
  if (often === '') return [one];
  const [, least = '', rest = null] = /^\{(\d+)(,\d*)?\}$/.exec(often) ?? [];
  const isOptional = /[?*]/.test(often);
  if (least === '') return [{ takes, isOptional, isRepeated: often !== '?' }];
  const needed = Array.from({ length: Math.min(Number(least), most) }, () => one);
  // How many more may stand makes no difference to what it begins with.
  return rest === null ? needed : [...needed, { takes, isOptional: true, isRepeated: true }];
}

const ESCAPED: ReadonlyMap<string, RegExp> = new Map([
  ['d', /\d/],
  ['w', /\w/],
  ['s', /\s/],
  ['D', /\D/],
  ['W', /\W/],
  ['S', /\S/],
]);

/** Which letters a sign stands for, or null where that is not known. */
function lettersOf(sign: string): Atom['takes'] | null {
  if (sign === '') return null;
  if (sign === '.') return () => true;
  if (sign.startsWith('[')) return lettersOfClass(sign);
  if (!sign.startsWith('\\')) return (letter) => letter === sign;
  const [escaped = ''] = sign.slice(1);
  const known = ESCAPED.get(escaped);
  if (known !== undefined) return (letter) => known.test(letter);
  return /\w/.test(escaped) ? null : (letter) => letter === escaped;
}

/** `[a-z\d]`: letters, ranges and escapes; `[^…]` all others. */
function lettersOfClass(sign: string): Atom['takes'] | null {
  const isNegated = sign.startsWith('[^');
  const inner = sign.slice(isNegated ? 2 : 1, -1);
  const parts = inner.match(/\\.-\\?.|\\.|[^\\]-[^\\]|[^\\]/g) ?? [];
  if (parts.some((part) => /^\\.-|-\\/.test(part) && part.length > 2)) return null;
  const tests = parts.map((part): Atom['takes'] | null => {
    const [from = '', dash, to = ''] = part;
    if (part.startsWith('\\') || dash !== '-') return lettersOf(part === '.' ? '\\.' : part);
    return (letter) => from <= letter && letter <= to;
  });
  if (!tests.every((test) => test !== null)) return null;
  return (letter) => tests.some((test) => test(letter)) !== isNegated;
}
