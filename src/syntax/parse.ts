import type { SourceFile } from '../text/source-file.ts';
import { jsonErrorOffset } from './json-text.ts';
import { TOO_LARGE_TEXT } from './limits.ts';
import type { SyntaxNode } from './node.ts';
import { quickRead } from './quick-read.ts';
import { thoroughRead } from './thorough-read.ts';

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
  // CloudFormation goes by the text and not by the name: YAML under a name of JSON deploys.
  if (file.path.toLowerCase().endsWith('.json') && /^\s*[{[]/.test(file.text.replace(/^\uFEFF/, ''))) {
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
  // The parser knows only LF and CRLF, and not a list right behind a byte order mark. The length stays, so do offsets.
  const text = original.replace(/^\uFEFF|\r(?!\n)/g, '\n');
  const root = quickRead(text, format);
  return root === null ? thoroughRead(text, format) : { kind: 'parsed', root, format, problems: [] };
}

function rejected(problem: SyntaxProblem): ParseResult {
  return { kind: 'rejected', problem };
}
