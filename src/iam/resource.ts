import { matchesGlob } from '../resolve/glob.ts';
import type { Ternary } from '../resolve/holds.ts';
import { holesOf, printable, soleHole, split, type Text, textOf } from '../resolve/text.ts';
import type { Comparison } from './compare.ts';
import type { KeyIdentity } from './request.ts';

/**
 * How a string in a Resource element stands to a key: exactly its ARN, a pattern over more than it, a spelling of it
 * that IAM does not accept as the key, something else, or not known.
 */
export type KeySpelling = 'exact' | 'wide' | 'misspelled' | 'other' | 'unknown';

export interface ResourceReading {
  readonly spelling: KeySpelling;
  readonly matches: Ternary;
  /** Why it does not match for certain, or null when it does or has nothing to do with the key. */
  readonly reason: string | null;
}

/**
 * Reads one string of a Resource element against a key. Only a key ARN identifies a key: an id, an alias name or an
 * alias ARN does not. https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html
 */
export function resourceSpelling(resource: Text, key: KeyIdentity, comparison: Comparison): ResourceReading {
  // What stands for the name of an alias is never an ARN, even where it is a parameter that could hold anything.
  const isAlias = key.aliases.some((own) => comparison.same(resource, own) === 'yes');
  const matches = isAlias ? 'no' : comparison.glob(resource, key.arn);
  if (matches === 'yes') return { spelling: hasWildcard(lastPart(resource)) ? 'wide' : 'exact', matches, reason: null };
  const misspelled = misspelling(resource, key, comparison);
  if (misspelled !== null && matches === 'no') return { spelling: 'misspelled', matches, reason: misspelled };
  if (matches === 'no') return { spelling: 'other', matches, reason: null };
  return {
    spelling: 'unknown',
    matches,
    reason: `its resource is ${printable(resource)}, which may or may not be this key`,
  };
}

const partsOf = new WeakMap<Text, readonly Text[] | null>();

/** The parts of an ARN, taken apart once for all the ARNs that it is held against; null as for `split`. */
function colonParts(text: Text): readonly Text[] | null {
  const known = partsOf.get(text);
  if (known !== undefined) return known;
  const made = split(text, ':');
  partsOf.set(text, made);
  return made;
}

/** What follows the account in an ARN; the whole of what is none, or can not be taken apart. */
function lastPart(resource: Text): Text {
  return colonParts(resource)?.at(-1) ?? resource;
}

/** Wildcards are harmless in partition, region and account, as long as the key id is written out (design 2.10). */
function hasWildcard({ pieces }: Text): boolean {
  return pieces.some((piece) => typeof piece === 'string' && /[*?]/.test(piece));
}

/** Why a string that means the key does not identify it, or null when it does not mean the key. */
function misspelling(resource: Text, key: KeyIdentity, comparison: Comparison): string | null {
  const mayBeId = (colonParts(resource)?.length ?? 1) === 1;
  if (mayBeId && key.id !== null && comparison.same(resource, key.id) === 'yes') {
    return 'a key id is not an ARN, and a Resource names a key only by its ARN';
  }
  const alias = aliasName(resource);
  if (
    (alias !== null && key.aliases.some((own) => comparison.glob(alias, own) === 'yes')) ||
    isOpenAlias(resource, key)
  ) {
    const what =
      soleHole(resource) === null ? 'an alias does not identify' : 'neither an alias nor a key id identifies';
    return `${what} the key in a Resource; only the key ARN does`;
  }
  return otherPlace(resource, key, comparison);
}

/** The `alias/…` of an alias name or alias ARN, or what stands for one (the Ref of an alias is its name); else null. */
function aliasName(resource: Text): Text | null {
  const name = lastPart(resource);
  const [start] = name.pieces;
  return typeof start === 'object' || start?.startsWith('alias/') ? name : null;
}

/** An alias whose name is not known before deployment: any that the key may have, since no template shows them all. */
function isOpenAlias({ pieces }: Text, { aliases }: KeyIdentity): boolean {
  const at = pieces.findIndex((piece) => typeof piece === 'string' && /^alias\/|:alias\//.test(piece));
  const start = pieces.slice(0, at + 1).map((piece) => (typeof piece === 'string' ? piece : '-'));
  const kms = /^(?:arn:[^:]+:kms:[^:]*:[^:]*:)?(?=alias\/)/.exec(start.join(''));
  const piece = pieces[at];
  if (kms === null || typeof piece !== 'string') return false;
  const name = textOf(piece.slice(piece.indexOf('alias/')), ...pieces.slice(at + 1));
  if (!holesOf(name).some(({ outside }) => outside)) return false;
  return aliases.length === 0 || aliases.some((own) => matchesGlob(name, own) !== 'no');
}

/** Where in an ARN stands what places a key. */
const PLACE = [
  [1, 'partition'],
  [3, 'region'],
  [4, 'account'],
] as const;

/** An ARN with this key's id in another partition, region or account. */
function otherPlace(resource: Text, key: KeyIdentity, comparison: Comparison): string | null {
  const theirs = colonParts(resource);
  const ours = colonParts(key.arn);
  if (theirs?.length !== 6 || ours?.length !== 6) return null;
  const part = (index: number) => comparison.glob(theirs[index] ?? textOf(), ours[index] ?? textOf());
  // The id first: it is where most ARNs differ.
  if ([5, 2, 0].some((index) => part(index) !== 'yes')) return null;
  const [differs] = PLACE.filter(([index]) => part(index) === 'no').map(([, name]) => name);
  // In another region that id is the id of another key: a replica, or its primary.
  if (differs === undefined || (differs === 'region' && isMultiRegion(key))) return null;
  return `it names this key in another ${differs} than the stack's`;
}

function isMultiRegion({ id }: KeyIdentity): boolean {
  const [start] = id?.pieces ?? [];
  const prefix = typeof start === 'object' ? start.begins : start;
  return prefix?.startsWith('mrk-') === true;
}
