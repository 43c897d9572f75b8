import type { YAMLError } from 'yaml';
import type { SyntaxProblem } from './parse.ts';

type Code = YAMLError['code'];

/** Errors after which the text still reads one way only, and nothing is lost. */
const HARMLESS: ReadonlySet<Code> = new Set<Code>([
  'TAG_RESOLVE_FAILED',
  'NON_STRING_KEY', // the tree skips such keys and says so itself
  'KEY_OVER_1024_CHARS',
  'MULTILINE_IMPLICIT_KEY',
  'BAD_DIRECTIVE',
  'DUPLICATE_KEY',
  'BAD_COLLECTION_TYPE',
]);

/** Errors in one value: the rest of the text is read, and a problem says what is doubtful. */
const LOCAL: Partial<Record<Code, string>> = {
  BAD_DQ_ESCAPE: 'an unknown escape in a double-quoted text',
  BAD_SCALAR_START: 'a value starts with a character that must be quoted',
  BAD_ALIAS: 'an anchor or alias without a name',
  ALIAS_PROPS: 'an alias with a tag or anchor of its own',
  MULTIPLE_TAGS: 'a value with two tags; only the first is read',
  MULTIPLE_ANCHORS: 'a value with two anchors',
  BAD_PROP_ORDER: 'a tag or anchor in the wrong place',
};

const FATAL: Partial<Record<Code, string>> = {
  BAD_INDENT: 'the indentation does not fit the lines above',
  TAB_AS_INDENT: 'a tab is used for indentation',
  BLOCK_AS_IMPLICIT_KEY: 'a second key on one line; a value that holds ": " must be quoted',
  BLOCK_IN_FLOW: 'an indented block inside brackets or braces',
  MISSING_CHAR: 'a quote, bracket, comma, colon or space is missing',
};

/** What the parser's errors come to: the first that makes the text unreadable, and what else to tell. */
export function judgeErrors(
  errors: readonly YAMLError[],
  text: string,
): { fatal: SyntaxProblem | null; problems: SyntaxProblem[] } {
  const problems: SyntaxProblem[] = [];
  for (const error of errors) {
    const offset = Math.min(error.pos[0], text.length);
    if (HARMLESS.has(error.code) || isLoose(error, text)) continue;
    if (error.code === 'RESOURCE_EXHAUSTION') {
      return { fatal: { code: 'too-large', offset, message: 'nested too deeply' }, problems };
    }
    const local = LOCAL[error.code];
    if (local === undefined || text.includes('{%')) return { fatal: fatal(error.code, offset, text), problems };
    problems.push({ code: 'parse', offset, message: local });
  }
  return { fatal: null, problems };
}

/**
 * What other parsers take and what reads one way only: a comment right behind a value, a tag right before one, a blank
 * first line of a block text that is indented deeper than the text.
 */
function isLoose(error: YAMLError, text: string): boolean {
  if (error.code !== 'MISSING_CHAR') return false;
  const comment = text[error.pos[0]] === '#' && /["'\]}]/.test(text[error.pos[0] - 1] ?? '');
  return comment || /^(?:Tags and anchors must be separated|Block scalars with more-indented)/.test(error.message);
}

function fatal(code: Code, offset: number, text: string): SyntaxProblem {
  const directive = text.indexOf('{%');
  if (directive >= 0) {
    return {
      code: 'unsupported',
      offset: directive,
      message: 'a template for another engine ({% … %}): render it first',
    };
  }
  return { code: 'parse', offset, message: FATAL[code] ?? 'this is not valid YAML' };
}
