import { closingAt, expressionEnd, withoutPart } from './code-spans.ts';
import { type Language, withoutCommentsAndStrings } from './code-text.ts';
import type { Code, Span } from './code-variables.ts';
import { unnamedElsewhere } from './entry-parts.ts';
import { reachedTexts } from './reached-code.ts';

/** The files of a handler; of those but the first, the name by which the others call each. */
interface Files {
  readonly texts: readonly string[];
  readonly modules: readonly string[];
  readonly language: Language;
}

/** What code that tells custom resources apart by their ResourceType runs for one type. */
interface Dispatched {
  readonly type: string;
  readonly span: Span;
  readonly text: string;
}

/** Code is written by anyone: beyond so many places none is looked at. */
const MOST = 40;

const TYPE = /(['"])(Custom::[\w@-]{1,60})\1/g;

/**
 * The types of custom resources for which a handler is seen not to make the call, since it tells them apart by their
 * ResourceType, and makes it for another: by a table of functions, `==`, `in` or `case`. None where any type stands in
 * another way. `makesCall` tells it of texts.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export function typesWithoutCall(files: Files, makesCall: (texts: readonly string[]) => boolean): readonly string[] {
  const { texts, language } = files;
  const [text = '', ...beside] = texts;
  if (language === 'shell' || !/\bResourceType\b/.test(text) || !text.includes('Custom::')) return [];
  const all = { text, language, code: withoutCommentsAndStrings(text, language).code };
  const found = dispatchedIn(all);
  if (found === null) return [];
  // What runs for every type makes the call for each whose branch does not leave before.
  const entries = unnamedElsewhere(all);
  const runsCall = (spans: readonly Span[]) => {
    const rest = spans.reduce((left, span) => withoutPart(left, all.code, span), text);
    return makesCall(reachedTexts([rest, ...beside], language, entries));
  };
  const branches = found.map(({ span }) => span);
  const types = [...new Set(found.map(({ type }) => type))];
  if (runsCall(branches)) return types.filter((type) => leavesBefore(all, found, type, runsCall));
  const calling = types.filter((type) => reachesCall(files, found, type, makesCall));
  return calling.length === 0 ? [] : types.filter((type) => !calling.includes(type));
}

/** No call stands outside what the one branch for a type skips, which is more than the branches of the others. */
function leavesBefore(
  all: Code,
  found: readonly Dispatched[],
  wanted: string,
  runsCall: (spans: readonly Span[]) => boolean,
): boolean {
  const [own, ...more] = found.filter(({ type }) => type === wanted);
  const skipped = own === undefined || more.length > 0 ? null : skippedBehind(all, own.span);
  return skipped !== null && !runsCall([skipped]);
}

const BY_TYPE =
  /^[ \t]+if[ \t]+(?:event|evt|e)(?:\[(['"])ResourceType\1\]|\.get\((['"])ResourceType\2\))[ \t]*==[ \t]*(['"])[\w:@-]+\3[ \t]*:/;
const CHANGES_TYPE = /ResourceType['"]\s*(?:\]\s*=(?!=)|:)/;

/** What the block of an `if` of Python skips: what is `else`, and the rest of the body where the block ends by leaving it. */
function skippedBehind({ text, code, language }: Code, [start, end]: Span): Span | null {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (language !== 'python' || CHANGES_TYPE.test(text) || !BY_TYPE.test(line)) return null;
  const lead = /^[ \t]*/.exec(line)?.[0] ?? '';
  const leaves = isLeaving(code.slice(start, end));
  let to = end;
  while (to < code.length) {
    const next = code.slice(to + 1, lineEnd(code, to + 1));
    const isSkipped =
      isFurtherIn(next, lead) || (next.startsWith(lead) && (leaves || /^\s*(?:elif|else)\b/.test(next)));
    if (!isSkipped) break;
    to = lineEnd(code, to + 1);
  }
  return [end, to];
}

/** Whether the last statement of a block of Python leaves the function. */
function isLeaving(block: string): boolean {
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  const lead = /^[ \t]*/.exec(lines[0] ?? '')?.[0] ?? '';
  const last = lines.findLast((line) => line.startsWith(lead) && /^[^\s)\]}]/.test(line.slice(lead.length)));
  return /^\s*(?:return|raise)\b/.test(last ?? '');
}

function reachesCall(
  { texts, modules, language }: Files,
  found: readonly Dispatched[],
  wanted: string,
  makesCall: (texts: readonly string[]) => boolean,
): boolean {
  const own = found.flatMap(({ type, text }) => (type === wanted ? [text] : [])).join('\n');
  const others = found.flatMap(({ type, text }) => (type === wanted ? [] : [text])).join('\n');
  const isOthers = (module: string | undefined) =>
    module !== undefined && holdsModule(others, module) && !holdsModule(own, module);
  const [first = '', ...beside] = texts;
  const kept = beside.filter((_, index) => !isOthers(modules[index]));
  return makesCall(reachedTexts([asFile(own, language), first, ...kept], language));
}

function holdsModule(text: string, module: string): boolean {
  return text.split(/[^\w$.]+/).some((chain) => chain.startsWith(`${module}.`));
}

/** A file of its own, for which all that it names comes from the others. */
function asFile(text: string, language: Language): string {
  const names = [...new Set(text.match(/[A-Za-z_$][\w$]*/g) ?? [])].join(', ').slice(0, 2000);
  return language === 'python' ? `from . import ${names}\n${text}` : `import { ${names} } from './';\n${text}`;
}

/** What is made for a type, or only chosen, may be called behind it. */
const HOLDS = /(?<![=!<>])=(?!=)\s{0,9}(?:new\s|[A-Z]\w{0,63}\(|[\w.$]{1,99}[ \t]{0,9};?[ \t]{0,9}$)/m;

function dispatchedIn(all: Code): readonly Dispatched[] | null {
  const found: Dispatched[] = [];
  for (const { index, 0: whole, 2: type = '' } of all.text.matchAll(TYPE)) {
    // In a comment all is blank.
    if (all.code[index] === ' ') continue;
    const span = partFor(all, [index, index + whole.length]);
    if (found.length >= MOST || span === null || HOLDS.test(all.code.slice(...span))) return null;
    found.push({ type, span, text: all.text.slice(...span) });
  }
  return found;
}

/** What runs for the type that stands there, where the form is one of those that are known. */
function partFor(all: Code, place: Span): Span | null {
  const { code, language } = all;
  const [start, end] = place;
  const before = code.slice(Math.max(0, start - 200), start).trimEnd();
  const colon = /^\s{0,9}:/.exec(code.slice(end, end + 10))?.[0];
  if (/\bcase$/.test(before)) return language === 'python' ? blockOfLine(code, start) : caseAt(code, end);
  if (colon !== undefined && /[{,]$/.test(before)) return functionAt(code, end + colon.length);
  const isEqual = /(?:^|[^!=])={2,3}$/.test(before) || /^\s{0,9}={2,3}/.test(code.slice(end, end + 12));
  const isAmong = language === 'python' && /\bin\s{0,9}[[({][^\])}]{0,199}$/.test(before);
  if (!isEqual && !isAmong) return null;
  return language === 'python' ? blockOfLine(code, start) : blockAfter(code, start);
}

/** The name of a function, or one that is written there: what else stands in a table may be called in any way. */
function functionAt(code: string, start: number): Span | null {
  const end = expressionEnd(code, start);
  return /^\s*(?:[A-Za-z_$][\w$.]*|lambda\b[\s\S]*|[^{]*=>[\s\S]*)\s*$/.test(code.slice(start, end))
    ? [start, end]
    : null;
}

/** The lines below one of Python that ends in a colon, as long as they stand further in. */
function blockOfLine(code: string, at: number): Span | null {
  const from = code.lastIndexOf('\n', at) + 1;
  const line = /^([ \t]*)(?:if|elif|case)\b([^\n]*):[ \t]*$/.exec(code.slice(from, lineEnd(code, from)));
  if (line === null || /\b(?:or|and|not)\b|!=/.test(line[2] ?? '')) return null;
  let end = lineEnd(code, from);
  while (end < code.length && isFurtherIn(code.slice(end + 1, lineEnd(code, end + 1)), line[1] ?? '')) {
    end = lineEnd(code, end + 1);
  }
  return [lineEnd(code, from), end];
}

function isFurtherIn(line: string, indentation: string): boolean {
  return line.trim() === '' || (line.startsWith(indentation) && /^[ \t]/.test(line.slice(indentation.length)));
}

function lineEnd(code: string, from: number): number {
  const end = code.indexOf('\n', from);
  return end < 0 ? code.length : end;
}

/** The block behind `if (… === …)`, with no other condition beside. */
function blockAfter(code: string, at: number): Span | null {
  const open = code.lastIndexOf('(', at);
  const close = closingAt(code, open + 1);
  const isIf = /\bif\s{0,9}$/.test(code.slice(Math.max(0, open - 20), open));
  if (open < 0 || !isIf || /[&|?!]/.test(code.slice(open, close))) return null;
  const brace = /^\s{0,99}\{/.exec(code.slice(close + 1, close + 101))?.[0];
  const start = close + 1 + (brace?.length ?? 0);
  return [start, brace === undefined ? expressionEnd(code, start) : closingAt(code, start)];
}

/** From `case …:` to what ends it; null where it runs on into the next. */
function caseAt(code: string, end: number): Span | null {
  const close = closingAt(code, end);
  const rest = code.slice(end, close);
  const next = [...rest.matchAll(/\b(?:case|default)\b/g)].find(({ index }) =>
    /\S/.test(rest.slice(1, index).replace(/^\s*:/, '')),
  );
  const part = rest.slice(0, next?.index ?? rest.length);
  return /\b(?:break|return|throw)\b/.test(part) ? [end + 1, end + part.length] : null;
}
