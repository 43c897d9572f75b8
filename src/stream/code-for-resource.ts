import { functionsNamed, outlineOf } from './code-functions.ts';
import { FIXED } from './code-objects.ts';
import { type Assumed, type Run, runsWith } from './code-run.ts';
import { type Language, withoutCommentsAndStrings } from './code-text.ts';
import { isSign, type Token, tokensIn } from './code-tokens.ts';
import { textValue, type Value } from './code-values.ts';
import { type Code, isIn, type Span } from './code-variables.ts';
import { classParts } from './entry-parts.ts';

/** What tells a custom resource apart in the event that a handler is called with. */
export interface Told {
  readonly type: string;
  readonly logicalId: string;
}

/** What is left of a text for one custom resource. */
export interface Reduced {
  readonly text: string;
  /** Something is looked up by the type in what is not known. */
  readonly picks: boolean;
  /** Places where what runs turns on what is not understood. */
  readonly open: readonly number[];
}

const SPEAKS_OF_IT = /\b(?:ResourceType|resource_type|LogicalResourceId|logical_resource_id)\b/;
/** Code that gives an event another type than it has. */
const CHANGES =
  /['"](?:ResourceType|LogicalResourceId)['"]\s*\]\s*=(?!=)|\.(?:ResourceType|LogicalResourceId)\s*=(?!=)|\b(?:update|assign|setdefault)\([^)\n]{0,200}\b(?:ResourceType|LogicalResourceId)\b/;
/** Code is written by anyone: what is longer, or has more that decides or more functions, is taken as it is. */
const LONGEST = 40_000;
const MOST_CHOICES = 250;
const MOST_FUNCTIONS = 150;
const CHOICES = /\?|!(?!=)|&&|\|\||\b(?:if|elif|else|and|or|not|case)\b/g;

/**
 * A text without what never runs for a custom resource: what its type or its logical id rules out. As it is where nothing
 * of it turns on them, or its form is not understood.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export function reducedFor(text: string, language: Language, told: Told, assumed: Assumed | null = null): Reduced {
  const whole = { text, open: [], picks: false };
  if (language === 'shell' || text.length > LONGEST || !SPEAKS_OF_IT.test(text) || CHANGES.test(text)) return whole;
  const all = { text, language, code: withoutCommentsAndStrings(text, language).code };
  if ([...all.code.matchAll(CHOICES)].length > MOST_CHOICES) return whole;
  if (outlineOf(all).functions.length > MOST_FUNCTIONS) return whole;
  const run = runsWith(all, eventOf(told), assumed);
  return run === null ? whole : { text: reduced(all, run), open: [...run.found.open], picks: run.found.picks.size > 0 };
}

function eventOf({ type, logicalId }: Told): Value {
  const given = [
    ...[
      ['ResourceType', type],
      ['resource_type', type],
    ],
    ...[
      ['LogicalResourceId', logicalId],
      ['logical_resource_id', logicalId],
    ],
  ];
  const entries = given.map(([key = '', value = '']) => ({
    key: textValue(key),
    value: textValue(value, true),
    at: FIXED,
  }));
  return { kind: 'object', entries, isWhole: false, isTyped: false };
}

function reduced(all: Code, run: Run): string {
  const out = [...run.found.dead, ...unusedEntries(all, run)].filter(([start, end]) => start < end);
  const isOut = ([start, end]: Span) => out.some(([from, to]) => from <= start && end <= to);
  const { callees } = run.found;
  let text = out.reduce((left, span) => blanked(left, span, run.found.idle.has(span[0]), all.language), all.text);
  const named = [...callees.values()].filter(({ span }) => !isOut(span)).sort((a, b) => b.span[0] - a.span[0]);
  let from = Number.POSITIVE_INFINITY;
  for (const { span, name } of named) {
    // One that stands in another goes with it.
    if (span[1] > from) continue;
    text = text.slice(0, span[0]) + name + text.slice(span[1]);
    from = span[0];
  }
  return text;
}

/** A text with a part blanked that is whole; what stands beside a statement does not go on with what is before it. */
function blanked(text: string, [start, end]: Span, isStatement: boolean, language: Language): string {
  const blank = text.slice(start, end).replace(/[^\n]/g, ' ');
  const idle = language === 'python' ? 'pass' : ';';
  const isFitting = isStatement && blank.startsWith(' '.repeat(idle.length));
  const kept = isFitting ? idle + blank.slice(idle.length) : blank;
  return text.slice(0, start) + kept + text.slice(end);
}

/** Entries of tables that are only looked up, and never for this custom resource. */
function unusedEntries(all: Code, run: Run): readonly Span[] {
  const { objects, holders, taken, served } = run.found;
  return [...objects].flatMap(([at, entries]): readonly Span[] => {
    const holder = holders.get(at);
    if (holder === undefined || (holder !== '' && !run.isServed(holder, served))) return [];
    return entries
      .filter((entry) => !taken.has(entry.at))
      .flatMap(({ value, isMethod }) => (isMethod || isIdle(all, value) ? [value] : []));
  });
}

/** Whether an expression calls nothing where it stands. */
function isIdle(all: Code, span: Span): boolean {
  const tokens = tokensIn(all, span);
  if (tokens === null) return false;
  const isFunction = tokens[0]?.sign === 'lambda' || tokens.some((token) => isSign(token, '=>'));
  return isFunction || tokens.every((token, index) => isIdleToken(all, token, tokens[index - 1]));
}

function isIdleToken(all: Code, token: Token, before: Token | undefined): boolean {
  if (token.kind !== 'group') return !/^(?:await|yield)$/.test(token.sign) && token.sign !== '`';
  const isCall = token.sign === '(' && before !== undefined && !(before.kind === 'sign' && before.sign !== '?.');
  const isMade = isCall && before.kind === 'word' && makesLittle(all, before.sign);
  return (!isCall || isMade) && isIdle(all, [token.span[0] + 1, token.span[1] - 1]);
}

/** Whether all that making an object of a class does is plainly nothing of the code's own. */
function makesLittle(all: Code, name: string): boolean {
  const outline = outlineOf(all);
  const [part, ...others] = classParts(all).filter(({ names }) => names.includes(name));
  if (part === undefined || others.length > 0 || functionsNamed(outline, name).length > 0) return false;
  const head = all.code.slice(part.range[0], part.range[0] + 300);
  const isBase =
    all.language === 'python'
      ? /^class\s+\w+\s*(?:\(\s*(?:object)?\s*\))?\s*:/.test(head)
      : !/^class\s+[\w$]+\s+extends\b/.test(head);
  const made = outline.functions.filter(
    ({ name: own, at }) => /^(?:__init__|__new__|constructor)$/.test(own ?? '') && isIn(at, part.range),
  );
  const called = made.flatMap(({ range }) => all.code.slice(...range).match(/[A-Za-z_$][\w$]*(?=\s*\()/g) ?? []);
  return (
    isBase && called.every((each) => functionsNamed(outline, each).length === 0 && !/activity_?stream/i.test(each))
  );
}
