import type { Scope } from '../resolve/scope.ts';
import { relativeTo } from '../resolve/surroundings.ts';
import { literalOf, printable, soleHole, spelled } from '../resolve/text.ts';
import { type Expression, entry, literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';
import { type Language, withoutCommentsAndStrings } from './code-text.ts';
import { definesEntry } from './entry-parts.ts';
import { type HandlerCode, readHandlerCode, readHandlerFiles } from './handler-code.ts';
import { withTokens } from './key-argument.ts';
import { reachedTexts } from './reached-code.ts';
import { type CodeFile, filesOfHandler } from './sibling-code.ts';
import type { Sources } from './sources.ts';

/** The code of a function: read, or not visible. `wanted` are files whose text would make it visible. */
export interface FunctionCode {
  readonly code: HandlerCode | null;
  readonly wanted: readonly string[];
}

const HIDDEN: FunctionCode = { code: null, wanted: [] };

const cache = new WeakMap<Sources, WeakMap<Scope, Map<Resource, FunctionCode>>>();

/**
 * Reads the code that a function runs: inline, or the handler's file in a folder of the repository. Once for all the
 * custom resources that share the function.
 */
export function codeOfFunction(scope: Scope, resource: Resource, sources: Sources): FunctionCode {
  const scopes = cache.get(sources) ?? new WeakMap<Scope, Map<Resource, FunctionCode>>();
  const functions = scopes.get(scope) ?? new Map<Resource, FunctionCode>();
  const code = functions.get(resource) ?? readFunction(scope, resource, sources);
  cache.set(sources, scopes.set(scope, functions.set(resource, code)));
  return code;
}

function readFunction(scope: Scope, resource: Resource, sources: Sources): FunctionCode {
  const code = property(resource, 'Code');
  const languages = languagesOf(scope, resource);
  const inline = entry(code, 'ZipFile');
  if (inline !== null) return { code: readInline(scope, inline, languages, resource), wanted: [] };
  const folder = literalText(code) ?? assetFolder(resource);
  const files = folder === null ? [] : languages.flatMap((language) => handlerFiles(scope, resource, folder, language));
  for (const { path, language } of files) {
    const source = sources.get(path);
    if (source === 'absent') continue;
    if (source === 'unread') return { code: null, wanted: files.map((file) => file.path) };
    const root = relativeTo(scope.template.file.path, folder ?? '');
    const { code: read, wanted } = readFor(resource, source, language, (file) =>
      readWithSiblings(file, root, language, sources),
    );
    return { code: withLayers(read, resource), wanted };
  }
  return HIDDEN;
}

/**
 * What a file does for the function of it that Handler names: without what else it holds, where that alone makes the
 * call. Several Lambda functions may share one file.
 */
function readFor<T extends Pick<CodeFile, 'text'>, Found extends { readonly code: HandlerCode }>(
  resource: Resource,
  file: T,
  language: Language,
  read: (file: T) => Found,
): Found {
  const whole = read(file);
  const name = literalText(property(resource, 'Handler'))?.split('.').at(-1);
  if (!whole.code.startsStream || name === undefined) return whole;
  const { text } = file;
  const all = { text, language, code: withoutCommentsAndStrings(text, language).code };
  if (!definesEntry(all, name)) return whole;
  const [reached = text] = reachedTexts([text], language, [name]);
  const own = read({ ...file, text: reached });
  return own.code.startsStream ? whole : own;
}

/** A handler that is not seen to make the call by itself may make it in a file that it loads. */
function readWithSiblings(handler: CodeFile, folder: string | null, language: Language, sources: Sources) {
  const alone = readHandlerCode(handler.text, language);
  if (folder === null || alone.startsStream || !alone.loadsUnseenCode) return { code: alone, wanted: [] };
  const { texts, modules, isSeen, wanted } = filesOfHandler(handler, folder, language, sources);
  return { code: readHandlerFiles(texts, language, isSeen, modules), wanted };
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
  languages: readonly Language[],
  resource: Resource,
): HandlerCode | null {
  // A value that stands for the whole text may be any code.
  const shapes = scope.resolve(inline);
  const texts = shapes.map(({ value }) => (value.kind === 'text' && soleHole(value) === null ? spelled(value) : null));
  const known = texts.filter((text) => text !== null);
  if (known.length === 0) return null;
  const read = withLayers(readInAny(known.join('\n'), languages, resource), resource);
  const spoken = shapes.flatMap(({ value }) => (value.kind === 'text' ? [value] : []));
  const { key } = readInAny(spoken.map(printable).join('\n'), languages, resource);
  const code = { ...read, key: withTokens(key, spoken) };
  return known.length < texts.length ? { ...code, loadsUnseenCode: true } : code;
}

/** What was read of inline code, by handler and text: functions share it, and a proof reads all of it once more. */
const inlineCode = new Map<string, HandlerCode>();
const MOST_INLINE = 500;

function readInAny(text: string, languages: readonly Language[], resource: Resource): HandlerCode {
  const id = [literalText(property(resource, 'Handler')), ...languages, text].join('\n');
  const code = inlineCode.get(id) ?? readCodeInAny(text, languages, resource);
  if (inlineCode.size >= MOST_INLINE) inlineCode.clear();
  inlineCode.set(id, code);
  return code;
}

/** Code that may be in several languages says nothing against a stream if it makes the call in none of them. */
function readCodeInAny(text: string, languages: readonly Language[], resource: Resource): HandlerCode {
  const read = languages.map(
    (language) =>
      readFor(resource, { text }, language, (file) => ({ code: readHandlerCode(file.text, language) })).code,
  );
  const [first = readHandlerCode(text, 'javascript'), ...others] = read;
  const starting = read.find(({ startsStream }) => startsStream);
  return starting ?? (others.length === 0 ? first : { ...first, loadsUnseenCode: true });
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
