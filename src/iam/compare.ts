import { matchesGlob, sameText } from '../resolve/glob.ts';
import { allOf, type Ternary } from '../resolve/holds.ts';
import { concat, type Hole, holesOf, split, type Text, textFrom, textOf } from '../resolve/text.ts';
import type { Assumed } from './request.ts';

/** Compares texts under the assumptions of a request, and keeps note of those that made a difference. */
export class Comparison {
  readonly used = new Set<Assumed['id']>();
  /** What the comparisons since the last `collect` began that came out open turn on, as nouns. */
  #open: string[] = [];
  readonly #assumed: readonly Assumed[];

  constructor(assumed: readonly Assumed[]) {
    this.#assumed = assumed;
  }

  /** Runs `judge`, and says what its open comparisons turned on. */
  collect<T>(judge: () => T): { readonly result: T; readonly turnsOn: readonly string[] } {
    const outer = this.#open;
    const turnsOn: string[] = [];
    this.#open = turnsOn;
    const result = judge();
    this.#open = outer;
    return { result, turnsOn: turnsOn.length > 1 ? [...new Set(turnsOn)] : turnsOn };
  }

  /** Whether `pattern`, with its wildcards, matches. */
  glob(pattern: Text, text: Text): Ternary {
    return this.by(matchesGlob, pattern, text);
  }

  same(a: Text, b: Text): Ternary {
    return this.by(sameText, a, b);
  }

  /**
   * Whether an ARN pattern matches: each of the six parts by itself, so that no wildcard reaches over a colon.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
   */
  arn(pattern: Text, text: Text): Ternary {
    return this.by(matchesArn, pattern, text);
  }

  /**
   * Any other comparison of two texts. A1 alone is tried before A1 with A2, so that no assumption is named that was not
   * needed.
   */
  by(compare: (a: Text, b: Text) => Ternary, a: Text, b: Text): Ternary {
    const answer = compare(a, b);
    if (answer !== 'maybe') return answer;
    let [ours, theirs] = [a, b];
    for (const id of ['A1', 'A2'] as const) {
      const given = this.#assumed.filter((assumed) => assumed.id === id);
      [ours, theirs] = [fill(ours, given), fill(theirs, given)];
      const now = compare(ours, theirs);
      if (now === 'maybe') continue;
      this.used.add(id);
      return now;
    }
    // A pattern of fewer parts that matches as a whole is open for what it means, whatever the holes hold.
    const isForMeaning = compare === matchesArn && matchesGlob(ours, theirs) === 'yes';
    if (!isForMeaning) this.#open.push(...openHoles(ours, theirs));
    return answer;
  }
}

function fill(text: Text, assumed: readonly Assumed[]): Text {
  const pieces = text.pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    return assumed.find(({ token }) => token === piece.token)?.value ?? piece;
  });
  return textFrom(pieces);
}

/** `arn`, partition, service, region and account. */
const BEFORE_RESOURCE = 5;

/** The six parts of an ARN, the last with all colons that it has; null when their number is not known. */
function arnParts(text: Text): readonly Text[] | null {
  const parts = split(text, ':');
  const [last, ...more] = parts?.slice(BEFORE_RESOURCE) ?? [];
  if (parts === null || last === undefined) return parts;
  return [...parts.slice(0, BEFORE_RESOURCE), more.reduce((whole, part) => concat(whole, textOf(':'), part), last)];
}

function matchesArn(pattern: Text, text: Text): Ternary {
  const [wanted, actual] = [arnParts(pattern), arnParts(text)];
  if (wanted === null || actual === null) {
    const whole = matchesGlob(pattern, text);
    return whole === 'yes' && sameText(pattern, text) !== 'yes' ? 'maybe' : whole;
  }
  // What a pattern of fewer parts means is written nowhere.
  if (wanted.length !== actual.length) return matchesGlob(pattern, text) === 'no' ? 'no' : 'maybe';
  return allOf(wanted.map((part, index) => matchesGlob(part, actual[index] ?? textOf())));
}

/**
 * Labels of the holes that leave a comparison open: those that may hold anything, without which nothing else tells; else
 * those that could decide it by themselves, of two ARNs only in the parts that are open.
 */
function openHoles(a: Text, b: Text): readonly string[] {
  const anything = [a, b].flatMap(holesOf).filter(({ alphabet, outside }) => alphabet === 'any' && outside);
  if (anything.length > 0) return anything.map(({ label }) => label);
  const [ours, theirs] = [split(a, ':'), split(b, ':')];
  const parts: readonly (readonly [Text, Text])[] =
    ours === null || ours.length !== theirs?.length
      ? [[a, b]]
      : ours.map((part, index) => [part, theirs[index] ?? textOf()] as const);
  return parts.filter(([pattern, text]) => matchesGlob(pattern, text) === 'maybe').flatMap(openIn);
}

function openIn([pattern, text]: readonly [Text, Text]): readonly string[] {
  const holes = [pattern, text].flatMap(holesOf).filter((hole) => hole.outside || hole.alphabet === 'generated');
  const alone = holes.filter((hole) => matchesGlob(withOnly(pattern, hole), withOnly(text, hole)) === 'maybe');
  return (alone.length > 0 ? alone : holes).map(nounOf);
}

/** A text in which all other holes hold a letter that no one writes. */
function withOnly({ pieces }: Text, kept: Hole): Text {
  return textFrom(pieces.map((piece) => (typeof piece === 'string' || piece.token === kept.token ? piece : '\uE000')));
}

/** Stands before the logical id of a resource whose name CloudFormation makes up. */
export const GENERATED_NAME = 'the name that CloudFormation gives ';

function nounOf({ alphabet, label }: Hole): string {
  return alphabet === 'generated' ? `${GENERATED_NAME}${label}` : label;
}
