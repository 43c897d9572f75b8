import type { Scope } from '../resolve/scope.ts';
import { relativeTo } from '../resolve/surroundings.ts';
import { literalOf, printable, soleHole, spelled } from '../resolve/text.ts';
import { type Expression, entry, literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';
import type { Told } from './code-for-resource.ts';
import { isKnownLibrary } from './code-imports.ts';
import { type Language, withoutCommentsAndStrings } from './code-text.ts';
import { type RunFor, runFor, type Starts } from './dispatched-types.ts';
import { definesEntry, entryParts } from './entry-parts.ts';
import { type HandlerCode, makesCall, readHandlerFiles } from './handler-code.ts';
import { withTokens } from './key-argument.ts';
import { passedKey } from './passed-key.ts';
import { reachedTexts } from './reached-code.ts';
import { type CodeFile, filesOfHandler } from './sibling-code.ts';
import type { Sources } from './sources.ts';

/** The code of a function: read, or not visible. `wanted` are files whose text would make it visible. */
export interface FunctionCode {
  readonly code: HandlerCode | null;
  readonly wanted: readonly string[];
}

const HIDDEN: FunctionCode = { code: null, wanted: [] };

/** What a function runs for one custom resource, where it makes the call for any. */
export interface CodeForResource extends FunctionCode {
  readonly starts: Starts;
}

const cache = new WeakMap<Sources, WeakMap<Scope, Map<Resource, Map<string, CodeForResource>>>>();

/**
 * Reads the code that a function runs: inline, or the handler's file in a folder of the repository. Once for all the
 * custom resources that share the function.
 */
export function codeOfFunction(scope: Scope, resource: Resource, sources: Sources): FunctionCode {
  return readOnce(scope, resource, sources, null);
}

/** Reads what of that code a function runs for one custom resource. */
export function codeForResource(scope: Scope, resource: Resource, sources: Sources, told: Told): CodeForResource {
  return readOnce(scope, resource, sources, told);
}

/** Reads that code with all files of its folder that it loads, which need not be known where it makes the call itself. */
export function wholeCodeOfFunction(scope: Scope, resource: Resource, sources: Sources): FunctionCode {
  return readOnce(scope, resource, sources, 'all');
}

/** What code is read for: one custom resource, or all that its files do; null where it is enough that the call is seen. */
type Purpose = Told | 'all' | null;

function readOnce(scope: Scope, resource: Resource, sources: Sources, purpose: Purpose): CodeForResource {
  const scopes = cache.get(sources) ?? new WeakMap<Scope, Map<Resource, Map<string, CodeForResource>>>();
  const functions = scopes.get(scope) ?? new Map<Resource, Map<string, CodeForResource>>();
  const codes = functions.get(resource) ?? new Map<string, CodeForResource>();
  const isTold = purpose !== null && purpose !== 'all';
  const name = isTold ? `${purpose.type} ${purpose.logicalId}` : (purpose ?? '');
  const code = codes.get(name) ?? readFunction(scope, resource, sources, purpose);
  cache.set(sources, scopes.set(scope, functions.set(resource, codes.set(name, code))));
  return code;
}

function readFunction(scope: Scope, resource: Resource, sources: Sources, purpose: Purpose): CodeForResource {
  const code = property(resource, 'Code');
  const languages = languagesOf(scope, resource);
  const inline = entry(code, 'ZipFile');
  let starts: Starts = 'not';
  const readerFor = (language: Language): Reader => ({
    ...{ resource, language, told: purpose === 'all' ? null : purpose, isWhole: purpose === 'all' },
    note: (found) => {
      if (starts !== 'starts' && found !== 'not') starts = found;
    },
  });
  if (inline !== null)
    return { code: readInline(scope, inline, languages.map(readerFor), resource), wanted: [], starts };
  const folder = literalText(code) ?? assetFolder(resource);
  const files = folder === null ? [] : languages.flatMap((language) => handlerFiles(scope, resource, folder, language));
  for (const { path, language } of files) {
    const source = sources.get(path);
    if (source === 'absent') continue;
    if (source === 'unread') return { code: null, wanted: files.map((file) => file.path), starts };
    const root = relativeTo(scope.template.file.path, folder ?? '');
    const reader = readerFor(language);
    const { code: read, wanted } = readFor(reader, source, (file, entry) =>
      readWithSiblings(reader, file, root, sources, entry),
    );
    return { code: withLayers(read, resource), wanted, starts };
  }
  return { ...HIDDEN, starts };
}

/** How the code of a function is read: for one custom resource, or for all. */
interface Reader {
  readonly resource: Resource;
  readonly language: Language;
  readonly told: Told | null;
  /** Whether files that it loads are read where it makes the call itself. */
  readonly isWhole: boolean;
  /** Takes note of what is found for the one. */
  readonly note: (starts: Starts) => void;
}

/**
 * What a file does for the function of it that Handler names: without what else it holds, where that alone makes the
 * call. Several Lambda functions may share one file.
 */
function readFor<T extends Pick<CodeFile, 'text'>, Found extends { readonly code: HandlerCode }>(
  { resource, language, told }: Reader,
  file: T,
  read: (file: T, entry: string | null) => Found,
): Found {
  const name = handlerName(resource);
  const { text } = file;
  const all = { text, language, code: withoutCommentsAndStrings(text, language).code };
  const isDefined = name !== null && definesEntry(all, name);
  const isTold = isDefined && entryParts(all) !== null;
  const whole = read(file, isDefined ? name : null);
  if (told !== null || !whole.code.startsStream || !isTold) return whole;
  const [reached = text] = reachedTexts([text], language, [name]);
  const own = read({ ...file, text: reached }, name);
  return own.code.startsStream ? whole : own;
}

/** What the files of a handler do: all of them, or what of them runs for one custom resource. */
function readTexts(
  reader: Reader,
  texts: readonly string[],
  modules: readonly string[],
  entry: string | null,
  isSeen: (text: string, module: string) => boolean,
): HandlerCode {
  const { language, told, note } = reader;
  const withKey = (code: HandlerCode) => withPassedKey(code, reader, texts, modules);
  if (told === null) return withKey(readHandlerFiles(texts, language, isSeen));
  const makes = (some: readonly string[]) => makesCall(some, language);
  const run: RunFor = makes(texts)
    ? runFor({ texts, modules, language }, told, entry, makes)
    : { starts: 'not', texts };
  const origin = new Map(run.texts.map((text, index) => [text, texts[index] ?? text]));
  const code = readHandlerFiles(run.texts, language, (text, module) => isSeen(origin.get(text) ?? text, module));
  note(run.starts === 'not' && code.leavesCallOpen ? 'open' : run.starts);
  return withKey(code);
}

/** The code with the key that is found by running it, where that is told: what is read without that may tell less. */
function withPassedKey(
  code: HandlerCode,
  { resource, language, told }: Reader,
  texts: readonly string[],
  modules: readonly string[],
): HandlerCode {
  // What is read of Python in this way was never found to differ from what Python passes; running it takes longer.
  if (!code.startsStream || (language === 'python' && isPlain(code.key))) return code;
  const isLibrary = (module: string) => isKnownLibrary(module, language);
  const customResource = told === null ? null : toldOf(told, texts);
  const form = passedKey({ texts, modules, language, entry: handlerName(resource), isLibrary, customResource });
  return form === null ? code : { ...code, key: { form, tokens: new Map() } };
}

/** Whether the key is told without running the code, by a property or a variable. */
function isPlain({ form }: HandlerCode['key']): boolean {
  return form !== null && (form.kind === 'property' || form.kind === 'variable');
}

/** What tells a custom resource apart, where the code speaks of it. */
function toldOf(told: Told, texts: readonly string[]): Told | null {
  return texts.some((text) => /resource_?type|logical_?resource_?id/i.test(text)) ? told : null;
}

/** The name of the function that Lambda calls. */
function handlerName(resource: Resource): string | null {
  return literalText(property(resource, 'Handler'))?.split('.').at(-1) ?? null;
}

/** A handler that is not seen to make the call by itself may make it in a file that it loads. */
function readWithSiblings(
  reader: Reader,
  handler: CodeFile,
  folder: string | null,
  sources: Sources,
  entry: string | null,
) {
  const alone = readTexts(reader, [handler.text], [], entry, () => false);
  const isKeyOpen = alone.key.form === null || alone.key.form.kind === 'unknown';
  const isEnough = alone.startsStream && !reader.isWhole && !isKeyOpen;
  if (folder === null || isEnough || !alone.loadsUnseenCode) return { code: alone, wanted: [] };
  const { texts, modules, isSeen, wanted } = filesOfHandler(handler, folder, reader.language, sources);
  const all = readTexts(reader, texts, modules, entry, isSeen);
  // What the handler does by itself is told; where its key comes from may stand in another file.
  return { code: alone.startsStream && !reader.isWhole ? { ...alone, key: all.key } : all, wanted };
}

/**
 * The folder that the CDK made the code from; it stands beside the template in cdk.out.
 * https://docs.aws.amazon.com/cdk/v2/guide/assets.html
 */
function assetFolder(resource: Resource): string | null {
  if (literalText(entry(resource.metadata, 'aws:asset:property')) !== 'Code') return null;
  return literalText(entry(resource.metadata, 'aws:asset:path'));
}

function readInline(
  scope: Scope,
  inline: Expression,
  readers: readonly Reader[],
  resource: Resource,
): HandlerCode | null {
  // A value that stands for the whole text may be any code.
  const shapes = scope.resolve(inline);
  const texts = shapes.map(({ value }) => (value.kind === 'text' && soleHole(value) === null ? spelled(value) : null));
  const known = texts.filter((text) => text !== null);
  if (known.length === 0) return null;
  const read = withLayers(readInAny(known.join('\n'), readers), resource);
  const spoken = shapes.flatMap(({ value }) => (value.kind === 'text' ? [value] : []));
  const { key } = readInAny(spoken.map(printable).join('\n'), readers);
  const code = { ...read, key: withTokens(key, spoken) };
  return known.length < texts.length ? { ...code, loadsUnseenCode: true } : code;
}

/** What was read of inline code, by all that it turns on: functions share it, and a proof reads all of it once more. */
const inlineCode = new Map<string, InlineCode>();
const MOST_INLINE = 500;

interface InlineCode {
  readonly code: HandlerCode;
  /** What was noted of each reader, in their order. */
  readonly noted: readonly Starts[];
}

function readInAny(text: string, readers: readonly Reader[]): HandlerCode {
  const turnsOn = readers.map(({ resource, language, told, isWhole }) => {
    return [handlerName(resource), language, isWhole, told !== null && toldOf(told, [text])];
  });
  const id = JSON.stringify([turnsOn, text]);
  const known = inlineCode.get(id) ?? readCodeInAny(text, readers);
  if (inlineCode.size >= MOST_INLINE) inlineCode.clear();
  inlineCode.set(id, known);
  for (const [index, reader] of readers.entries()) reader.note(known.noted[index] ?? 'not');
  return known.code;
}

/** Code that may be in several languages says nothing against a stream if it makes the call in none of them. */
function readCodeInAny(text: string, readers: readonly Reader[]): InlineCode {
  const noted: Starts[] = readers.map(() => 'not');
  const read = readers.map((given, index) => {
    const note = (found: Starts) => {
      if (noted[index] !== 'starts' && found !== 'not') noted[index] = found;
    };
    const reader = { ...given, note };
    return readFor(reader, { text }, (file, entry) => ({
      code: readTexts(reader, [file.text], [], entry, () => false),
    })).code;
  });
  const [first = readHandlerFiles([text], 'javascript', () => false), ...others] = read;
  const starting = read.find(({ startsStream }) => startsStream);
  const code = starting ?? (others.length === 0 ? first : { ...first, loadsUnseenCode: true });
  return { code, noted };
}

/** A layer may hold any code. */
function withLayers(code: HandlerCode, resource: Resource): HandlerCode {
  return property(resource, 'Layers') === null ? code : { ...code, loadsUnseenCode: true };
}

/** The languages that Lambda takes inline. */
const ANY: readonly Language[] = ['python', 'javascript'];

/** The languages that the Runtime can mean; one that nothing tells may be either that Lambda takes inline. */
function languagesOf(scope: Scope, resource: Resource): readonly Language[] {
  const runtime = property(resource, 'Runtime');
  const found = (runtime === null ? [] : scope.resolve(runtime)).flatMap(({ value }) => {
    const name = value.kind === 'text' ? literalOf(value) : null;
    return name === null ? ANY : [languageOf(name)];
  });
  return found.length === 0 ? ANY : [...new Set(found)];
}

function languageOf(runtime: string): Language {
  if (runtime.startsWith('python')) return 'python';
  return runtime.startsWith('provided') ? 'shell' : 'javascript';
}

const EXTENSIONS: Readonly<Record<Language, readonly string[]>> = {
  python: ['.py'],
  javascript: ['.js', '.mjs', '.cjs', '.ts', '.mts'],
  shell: ['.sh', ''],
};

interface HandlerFile {
  readonly path: string;
  readonly language: Language;
}

/** The files that a Handler such as `src/index.handler` can mean, in the order in which the runtime looks for them. */
function handlerFiles(scope: Scope, resource: Resource, folder: string, language: Language): readonly HandlerFile[] {
  if (/^[a-z0-9]+:\/\//i.test(folder) || /\.zip$/i.test(folder)) return [];
  const handler = literalText(property(resource, 'Handler'));
  if (handler === null) return [];
  const dot = handler.lastIndexOf('.');
  const name = (dot < 0 ? handler : handler.slice(0, dot)).replace(/\.(?=[^/]*$)/g, language === 'python' ? '/' : '.');
  return EXTENSIONS[language].flatMap((extension) => {
    const path = relativeTo(scope.template.file.path, `${folder}/${name}${extension}`);
    return path === null ? [] : [{ path, language }];
  });
}
