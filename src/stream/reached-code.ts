import { type CodeFunction, outlineOf } from './code-functions.ts';
import { withoutPart } from './code-spans.ts';
import { type Language, withoutCommentsAndStrings } from './code-text.ts';
import { type Code, isIn, type Span } from './code-variables.ts';
import { classParts, entryParts, MOST_PARTS, type Part, variablesIn } from './entry-parts.ts';

/** A name in a file, with the parts around it. */
interface Use {
  readonly name: string;
  /** It may mean something of another file, as opposed to what its own file defines. */
  readonly isWide: boolean;
  readonly within: readonly Part[];
}

interface File extends Code {
  readonly parts: readonly Part[];
  readonly uses: readonly Use[];
  /** Names that what runs of the file uses. */
  readonly used: Set<string>;
}

/**
 * The files with all blanked that the first does not reach: functions of the others, by whose names neither it nor what
 * it reaches calls for anything. A module is loaded as a whole, for one function of it; the rest never runs. Of the first
 * all runs, unless `entries` name the functions of it that are called.
 */
export function reachedTexts(
  texts: readonly string[],
  language: Language,
  entries: readonly string[] | null = null,
): readonly string[] {
  const files = texts.map((text, index) => fileOf(text, language, index === 0, entries));
  const wide = new Set(HANDS_ON.test(files[0]?.code ?? '') ? ['handler'] : []);
  const size = () => files.reduce((sum, { used }) => sum + used.size, wide.size);
  for (let before = -1, round = 0; before < size() && round < ROUNDS; round++) {
    before = size();
    for (const file of files) {
      for (const { name, isWide, within } of file.uses) {
        if (file.used.has(name) || !runs(file, within, wide)) continue;
        file.used.add(name);
        if (isWide) wide.add(name);
      }
    }
  }
  return files.map((file) => blanked(file, wide));
}

/** Code is written by anyone: what is called over so many calls is not followed. */
const ROUNDS = 20;

/** The handler's file gives on all that another exports. */
const HANDS_ON = /\bexport\s*\*|\bexports\s*=\s*require\(/;

/** What stands in functions runs with them; what a variable is given outside of any counts with the variable. */
function runs({ used }: File, within: readonly Part[], wide: ReadonlySet<string>): boolean {
  const functions = within.filter(({ isFunction }) => isFunction);
  const deciding = functions.length > 0 ? functions : within;
  return deciding.every(({ names }) => names.some((name) => used.has(name) || wide.has(name)));
}

function blanked(file: File, wide: ReadonlySet<string>): string {
  const isOut = (part: Part) => !runs(file, partsAround(file.parts, part.range[0]), wide);
  const kept = file.parts.filter((part) => part.isFunction && !isOut(part)).map(({ range: [start] }) => start);
  const out = file.parts.filter((part) => isOut(part) && !kept.some((at) => isIn(at, part.range)));
  return out.reduce((text, { range }) => withoutPart(text, file.code, range), file.text);
}

function fileOf(text: string, language: Language, isFirst: boolean, entries: readonly string[] | null): File {
  const all = { text, language, code: withoutCommentsAndStrings(text, language).code };
  const parts = !isFirst ? partsOf(all) : entries === null ? [] : (entryParts(all) ?? []);
  return { ...all, parts, uses: usesIn(all, parts, isFirst), used: new Set(isFirst ? entries : []) };
}

function partsAround(parts: readonly Part[], at: number): readonly Part[] {
  return parts.filter(({ range }) => isIn(at, range));
}

function partsOf(all: Code): readonly Part[] {
  const outline = outlineOf(all);
  // Of a file that is too large to be looked through nothing is known to run.
  if (!outline.isWhole) return [{ range: [0, all.code.length], names: [], isFunction: true }];
  const variables = variablesIn(all);
  const functions = outline.functions.flatMap((each): readonly Part[] => {
    const names = namesOf(all, each, variables);
    return names.length === 0 ? [] : [{ range: each.range, names, isFunction: true }];
  });
  const parts = [...variables, ...functions, ...classParts(all)];
  return parts.length > MOST_PARTS ? [{ range: [0, all.code.length], names: [], isFunction: true }] : parts;
}

/** The names by which a function is called; none for one that is called by the code around it. */
function namesOf({ code, language }: Code, { name, at }: CodeFunction, variables: readonly Part[]): readonly string[] {
  const before = code.slice(Math.max(0, at - 400), at);
  if (name === null || name === 'exports' || BY_OTHERS.test(before)) return [];
  if (name === 'constructor' || /^__\w+__$/.test(name))
    return [...code.slice(0, at).matchAll(CLASS)].slice(-1).map(([, of = '']) => of);
  // What crhelper calls by itself: https://github.com/aws-cloudformation/custom-resource-helper
  const registered =
    /@(\w+)\.(?:poll_)?(?:create|update)\b[^\n]*\n(?:[ \t]*@[^\n]*\n)*[ \t]*(?:async[ \t]+)?def[ \t]+$/.exec(before);
  const isProperty = language !== 'python' && /^\s*:/.test(code.slice(at + name.length, at + name.length + 20));
  const held = isProperty ? partsAround(variables, at).flatMap(({ names }) => names) : [];
  return [name, ...held, ...(registered?.[1] === undefined ? [] : [registered[1]])];
}

/** A function that is the default of its file, or that has a name where it is handed to something. */
const BY_OTHERS = /\bexport\s+default\s+(?:async\s+)?(?:function\s*\*?\s*)?$|[=(,:]\s*(?:async\s+)?function\s*\*?\s*$/;
const CLASS = /\bclass\s{1,9}([\w$]{1,64})/g;
const DEFINES = /\b(?:def|class|function\s{0,9}\*?|const|let|var)\s{0,9}$/;
const IMPORT =
  /(?<=^|[\n;])[ \t]*(?:from[ \t]+[.\w]{1,200}[ \t]+import\b[ \t]*(?:\([^)]{0,2000}\)|[^\n;]{0,2000})|import\b[^\n;'"`()]{1,2000})|\b(?:const|let|var)\s{0,9}\{[^{}]{0,2000}\}\s{0,9}=\s{0,9}(?:await\s{1,9})?(?:require|import)\(/g;

/** The names that a file uses, without those that it only takes from another file to give or use them elsewhere. */
function usesIn(all: Code, parts: readonly Part[], isFirst: boolean): readonly Use[] {
  const { code } = all;
  const imports = [...code.matchAll(IMPORT)].map(({ index, 0: whole }): Span => [index, index + whole.length]);
  const imported = new Set(
    imports.flatMap(([start, end]) => namesIn(code.slice(start, end)).map(({ 0: name }) => name)),
  );
  const takesAll = imports.some((span) => /\bimport[ \t]*\(?[ \t]*\*(?!\s*as\b)/.test(code.slice(...span)));
  const defined = new Set(outlineOf(all).functions.map(({ at }) => at));
  const sorted = [...parts].sort((a, b) => a.range[0] - b.range[0]);
  let within: readonly Part[] = [];
  let next = 0;
  const found = namesIn(withoutSpans(code, imports)).flatMap(({ index, 0: name }): readonly Use[] => {
    const from = next;
    while ((sorted[next]?.range[0] ?? Number.POSITIVE_INFINITY) <= index) next++;
    within = [...within, ...sorted.slice(from, next)].filter(({ range }) => index < range[1]);
    const before = code.slice(Math.max(0, index - 20), index);
    if (DEFINES.test(before) || defined.has(index) || isGiven(all, index, name)) return [];
    return [{ name, isWide: takesAll || imported.has(name) || /\.\s*$/.test(before), within }];
  });
  return isFirst ? [...[...imported].map((name) => ({ name, isWide: true, within: [] })), ...found] : found;
}

function namesIn(code: string) {
  return [...code.matchAll(/(?<![\w$])[A-Za-z_$][\w$]{0,63}/g)];
}

/** A variable of a whole file that is given its value there. */
function isGiven({ code, language }: Code, at: number, name: string): boolean {
  if (language !== 'python' || (at > 0 && code[at - 1] !== '\n')) return false;
  return /^[ \t]*(?::[^=\n]{0,80})?=(?!=)/.test(code.slice(at + name.length, at + name.length + 100));
}

function withoutSpans(code: string, spans: readonly Span[]): string {
  let left = code;
  for (const [start, end] of spans) left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
  return left;
}
