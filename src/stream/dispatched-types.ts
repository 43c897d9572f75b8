import { reducedFor, type Told } from './code-for-resource.ts';
import type { Assumed } from './code-run.ts';
import { type Language, withoutCommentsAndStrings } from './code-text.ts';
import type { Code } from './code-variables.ts';
import { callsUnnamed, entryParts, unnamedElsewhere, variablesThatRun } from './entry-parts.ts';
import { reachedTexts } from './reached-code.ts';

/** The files of a handler; of those but the first, the name by which the others call each. */
export interface Files {
  readonly texts: readonly string[];
  readonly modules: readonly string[];
  readonly language: Language;
}

/** Whether code makes the call for one custom resource; `open` where what decides it is not understood. */
export type Starts = 'starts' | 'open' | 'not';

/** What runs of a handler's files for one custom resource. */
export interface RunFor {
  readonly starts: Starts;
  /** Each file with what does not run blanked. */
  readonly texts: readonly string[];
}

/** Code is written by anyone: of so many conditions that are not understood each is tried both ways, of more none. */
const FEW = 4;

/**
 * What a handler runs for a custom resource, where it tells them apart by their type or logical id, and whether that
 * makes the call, of which `makesCall` tells of texts. `entry` is the function that Lambda calls.
 */
export function runFor(
  files: Files,
  told: Told,
  entry: string | null,
  makesCall: (texts: readonly string[]) => boolean,
): RunFor {
  const [first = ''] = files.texts;
  const all = codeOf(first, files.language);
  const entries = entry === null ? unnamedElsewhere(all) : [entry];
  const isNamed = entryParts(all) !== null;
  const run = (assumed: Assumed | null) => runOnce(files, told, { entries, isNamed }, assumed, makesCall);
  const found = run(null);
  if (found.starts !== 'starts') return found;
  if (found.open.length > FEW) return { ...found, starts: 'open' };
  const others = found.open.flatMap((at) => [true, false].map((holds) => run({ at, holds })));
  return others.some(({ starts }) => starts === 'not') ? { ...found, starts: 'open' } : found;
}

/** What Lambda calls of a file, where that is told, and whether all else of it is called by its name. */
interface Entries {
  readonly entries: readonly string[] | null;
  readonly isNamed: boolean;
}

interface Once extends RunFor {
  readonly open: readonly number[];
}

function runOnce(
  { texts, modules, language }: Files,
  told: Told,
  { entries, isNamed }: Entries,
  assumed: Assumed | null,
  makesCall: (texts: readonly string[]) => boolean,
): Once {
  const reduced = texts.map((text, index) => reducedFor(text, language, told, index === 0 ? assumed : null));
  const open = reduced[0]?.open ?? [];
  const left = withoutUnused(
    texts,
    reduced.map(({ text }) => text),
    modules,
  );
  const isWhole = left.every((text, index) => text === texts[index]);
  if (isWhole && !reduced.some(({ picks }) => picks)) return { starts: 'starts', texts: left, open };
  const running = reachedTexts(left, language, isNamed ? entries : null);
  if (!makesCall(running)) return { starts: 'not', texts: running, open };
  if (entries === null) return { starts: 'starts', texts: running, open };
  // By the names of all functions, those in classes too.
  const called = [...entries, ...variablesThatRun(codeOf(left[0] ?? '', language))];
  const [, ...named] = reachedTexts([callOf(called, language), ...left], language);
  if (makesCall(named)) return { starts: 'starts', texts: named, open };
  const [first = ''] = running;
  return { starts: callsUnnamed(codeOf(first, language)) ? 'open' : 'not', texts: named, open };
}

function codeOf(text: string, language: Language): Code {
  return { text, language, code: withoutCommentsAndStrings(text, language).code };
}

/** A file that calls what Lambda calls. */
function callOf(entries: readonly string[], language: Language): string {
  const names = [...new Set([...entries, 'handler'])].join(', ');
  return language === 'python' ? `from . import ${names}\n` : `import { ${names} } from './';\n`;
}

/** The files with those blanked that the others only looked something up in, and now no more. */
function withoutUnused(
  texts: readonly string[],
  reduced: readonly string[],
  modules: readonly string[],
): readonly string[] {
  return reduced.map((text, index) => {
    const module = index === 0 ? undefined : modules[index - 1];
    const isUsed = (all: readonly string[]) => all.some((one, at) => at !== index && holdsModule(one, module ?? ''));
    return module === undefined || !isUsed(texts) || isUsed(reduced) ? text : '';
  });
}

function holdsModule(text: string, module: string): boolean {
  return text.split(/[^\w$.]+/).some((chain) => chain.startsWith(`${module}.`));
}
