import { Composer, type CST, Parser } from 'yaml';
import type { SourceFile } from '../text/source-file.ts';
import { jsonErrorOffset } from './json-text.ts';
import { measure, TOO_LARGE_TEXT } from './limits.ts';
import type { SyntaxNode } from './node.ts';
import { buildTree } from './tree.ts';
import { judgeErrors } from './yaml-errors.ts';

/** Something about a text that the reader should know. `message` is one clear line without line numbers. */
export interface SyntaxProblem {
  readonly code: 'parse' | 'too-large' | 'unsupported';
  readonly offset: number;
  readonly message: string;
}

/**
 * `parsed`: a tree (null: the text holds no value), with what was odd about it. `rejected`: nothing can be said about
 * the content. An odd text that is still readable without doubt is parsed; what was skipped in it is a problem.
 */
export type ParseResult =
  | {
      readonly kind: 'parsed';
      readonly root: SyntaxNode | null;
      readonly format: 'yaml' | 'json';
      readonly problems: readonly SyntaxProblem[];
    }
  | { readonly kind: 'rejected'; readonly problem: SyntaxProblem };

const MAX_PROBLEMS = 50;
const cache = new WeakMap<SourceFile, ParseResult>();

/**
 * Reads a text as JSON or YAML, once per SourceFile object. Bounded in time for any text; never throws.
 * Of a key that occurs twice in one mapping the last entry counts, and a problem says so.
 */
export function parse(file: SourceFile): ParseResult {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const result = read(file);
  cache.set(file, result);
  return result;
}

function read(file: SourceFile): ParseResult {
  if (file.text.length > TOO_LARGE_TEXT) {
    return rejected({ code: 'too-large', offset: 0, message: 'the file is larger than 2 MB' });
  }
  const errorOffset = jsonErrorOffset(file.text);
  if (errorOffset === null) return readTree(file.text, 'json');
  if (file.path.toLowerCase().endsWith('.json')) {
    return rejected({ code: 'parse', offset: errorOffset, message: 'this is not valid JSON' });
  }
  const marker = /^(?:<{7}|>{7})(?: |$)/m.exec(file.text);
  if (marker !== null) {
    return rejected({
      code: 'parse',
      offset: marker.index,
      message: 'the file holds unresolved merge conflict markers',
    });
  }
  return readTree(file.text, 'yaml');
}

function readTree(original: string, format: 'yaml' | 'json'): ParseResult {
  // A lone CR ends a line in YAML and JSON; the parser knows only LF and CRLF. The length stays, so do the offsets.
  const text = original.replace(/\r(?!\n)/g, '\n');
  const tokens = [...new Parser().parse(text)];
  const document = tokens.find((token): token is CST.Document => token.type === 'document');
  const limit = measure(document);
  if (limit !== null) return rejected(limit);
  const judged = format === 'json' ? { fatal: null, problems: [] } : composerProblems(tokens, text);
  if (judged.fatal !== null) return rejected(judged.fatal);
  const built = buildTree(document, text);
  if (built.tooLarge !== null) return rejected(built.tooLarge);
  const problems = [...judged.problems, ...secondDocument(tokens), ...built.problems];
  problems.sort((a, b) => a.offset - b.offset);
  return { kind: 'parsed', root: built.root, format, problems: problems.slice(0, MAX_PROBLEMS) };
}

/** The composer is run for its errors alone: its tree knows neither where tags stand nor how to stay cheap. */
function composerProblems(tokens: readonly CST.Token[], text: string): ReturnType<typeof judgeErrors> {
  const composer = new Composer({ uniqueKeys: false, stringKeys: true, logLevel: 'silent', strict: false });
  for (const doc of composer.compose(tokens, true, text.length)) return judgeErrors(doc.errors, text);
  return { fatal: null, problems: [] };
}

function secondDocument(tokens: readonly CST.Token[]): SyntaxProblem[] {
  const second = tokens.filter((token) => token.type === 'document')[1];
  if (second === undefined) return [];
  return [{ code: 'unsupported', offset: second.offset, message: 'only the first of several documents is read' }];
}

function rejected(problem: SyntaxProblem): ParseResult {
  return { kind: 'rejected', problem };
}
