import { explore, type Passed, type Way } from '../program/explore.ts';
import { callsOf, readProgram } from '../program/read.ts';
import type { Given, Test } from '../program/values.ts';
import type { Language } from './code-text.ts';
import { combined, eitherOf, type KeyForm, NOTHING, UNKNOWN_FORM } from './key-form.ts';

const STARTS = new Set(['start_activity_stream', 'startActivityStream', 'StartActivityStreamCommand']);

/** The files of a handler, the one that Lambda loads first. */
export interface HandlerProgram {
  readonly texts: readonly string[];
  /** The names of the files but the first, without folder and ending. */
  readonly modules: readonly string[];
  readonly language: Language;
  /** The function that Handler names, or null where that is not known. */
  readonly entry: string | null;
  readonly isLibrary: (module: string) => boolean;
  /** The custom resource for which it runs, or null for any. */
  readonly customResource: { readonly type: string; readonly logicalId: string } | null;
}

/**
 * What the handler passes as KmsKeyId, found by running it on an event that is not known; null where that does not tell
 * it. All calls that stand in the code have to come up, since code that is not reached here may be reached by a way
 * that is not seen.
 */
export function passedKey(program: HandlerProgram): KeyForm | null {
  const { texts, modules, language, entry, customResource } = program;
  const id = JSON.stringify([texts, modules, language, entry, customResource]);
  const known = found.get(id);
  if (known !== undefined) return known;
  if (found.size >= MOST) found.clear();
  const form = keyFoundIn(program);
  found.set(id, form);
  return form;
}

/** Functions share their code, and a proof reads all of it once more. */
const found = new Map<string, KeyForm | null>();
const MOST = 200;

function keyFoundIn({ texts, modules, language, entry, isLibrary, customResource }: HandlerProgram): KeyForm | null {
  if (language === 'shell' || entry === null) return null;
  const read = texts.map((text) => readProgram(text, language));
  const files = read.flatMap((statements, index) =>
    statements === null ? [] : [{ name: index === 0 ? '' : (modules[index - 1] ?? ''), statements }],
  );
  if (files.length < texts.length) return null;
  const told: Readonly<Record<string, string>> =
    customResource === null ? {} : { ResourceType: customResource.type, LogicalResourceId: customResource.logicalId };
  const explored = explore({ language, files, isLibrary, watched: STARTS }, entry, 'KmsKeyId', told);
  const calls = callsOf(
    files.map(({ statements }) => statements),
    STARTS,
    entry,
  );
  if (typeof explored === 'string' || !calls.every((call) => explored.reached.has(call))) return null;
  const form = formOf(explored.ways, 0);
  return form === null || form.kind === 'nothing' || form.kind === 'unknown' ? null : form;
}

/** The form of what the ways pass that agree in their first answers; null where none of them makes the call. */
function formOf(ways: readonly Way[], depth: number): KeyForm | null {
  const [first] = ways;
  const asked = first?.answers[depth]?.test;
  if (asked === undefined) {
    const passed = ways.flatMap((way) => way.passed.map(formOfPassed));
    return passed.length === 0 ? null : eitherOf(passed);
  }
  const told = (answer: boolean) =>
    formOf(
      ways.filter((way) => way.answers[depth]?.answer === answer),
      depth + 1,
    );
  const [met, otherwise] = [told(true), told(false)];
  if (met === null || otherwise === null) return met ?? otherwise;
  if (JSON.stringify(met) === JSON.stringify(otherwise)) return met;
  return asked.kind === 'given' ? decided(asked, met, otherwise) : combined('either', [met, otherwise]);
}

/** What the template tells, by which of two the handler passes. */
function decided(
  { given, asks, value }: Extract<Test, { kind: 'given' }>,
  met: KeyForm,
  otherwise: KeyForm,
): KeyForm | null {
  const tested = formOfPlace(given);
  if (tested === UNKNOWN_FORM) return combined('either', [met, otherwise]);
  // Where it is not there, nothing of it is passed.
  if (asks !== 'equals' && JSON.stringify(tested) === JSON.stringify(met))
    return { kind: 'first', of: [met, otherwise] };
  return { kind: 'when', tested, asks, value, met, otherwise };
}

function formOfPassed(passed: Passed): KeyForm {
  if (passed.kind === 'string') return { kind: 'literal', value: passed.value };
  if (passed.kind === 'given') return formOfPlace(passed.given);
  return passed.kind === 'nothing' ? NOTHING : UNKNOWN_FORM;
}

function formOfPlace({ of, path }: Given): KeyForm {
  const [name] = path;
  if (of === 'property' && path.length > 0) return { kind: 'property', path };
  if (of !== 'variable' || typeof name !== 'string') return UNKNOWN_FORM;
  return path.length === 1 ? { kind: 'variable', name } : { kind: 'variable', name, path: path.slice(1) };
}
