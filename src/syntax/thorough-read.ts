import { Composer, type CST, Parser, type Tags } from 'yaml';
import { joinBrokenValue } from './flow-lines.ts';
import { measure } from './limits.ts';
import type { ParseResult, SyntaxProblem } from './parse.ts';
import { buildTree } from './tree.ts';
import { judgeErrors } from './yaml-errors.ts';

const MAX_PROBLEMS = 50;
/** Code units that are read again at most for the sake of unusual indentation. */
const MAX_REREAD = 4_000_000;

/**
 * Reads any text through the library, with all that is odd about it. `text` has only LF and CR LF for line ends, and no
 * byte order mark.
 */
export function thoroughRead(text: string, format: 'yaml' | 'json'): ParseResult {
  const { document, limit, fatal, problems } = format === 'json' ? tokenize(text, false) : tokenizeLoosely(text);
  if (limit !== null) return { kind: 'rejected', problem: limit };
  if (fatal !== null) return { kind: 'rejected', problem: fatal };
  const built = buildTree(document, text);
  if (built.tooLarge !== null) return { kind: 'rejected', problem: built.tooLarge };
  const all = [...problems, ...built.problems].sort((a, b) => a.offset - b.offset);
  return { kind: 'parsed', root: built.root, format, problems: all.slice(0, MAX_PROBLEMS) };
}

interface Tokens {
  readonly document: CST.Document | undefined;
  readonly limit: SyntaxProblem | null;
  readonly fatal: SyntaxProblem | null;
  readonly problems: readonly SyntaxProblem[];
}

/** Reads on where the parser gives up for a tab in a blank line, or the indentation of a bracketed or quoted value. */
function tokenizeLoosely(text: string): Tokens {
  const strict = tokenize(text, true);
  if (strict.fatal === null) return strict;
  let joined = text.replace(/^[ \t]+$/gm, (blank) => ' '.repeat(blank.length));
  let loose = joined === text ? strict : tokenize(joined, true);
  for (let budget = MAX_REREAD; loose.fatal !== null && budget > 0; budget -= text.length) {
    const next = joinBrokenValue(loose.document, joined);
    if (next?.kind === 'open') return { ...strict, fatal: neverClosed(next.offset) };
    if (next === null) break;
    joined = next.text;
    loose = tokenize(joined, true);
  }
  return loose.fatal === null ? loose : strict;
}

function neverClosed(offset: number): SyntaxProblem {
  return { code: 'parse', offset, message: 'a bracket, brace or quote that is never closed' };
}

/** The library's parser calls itself for each level of a block; null where a text is nested beyond the stack. */
function tokensOf(text: string): readonly CST.Token[] | null {
  try {
    return [...new Parser().parse(text)];
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function tokenize(text: string, judge: boolean): Tokens {
  const tokens = tokensOf(text);
  if (tokens === null) {
    const limit: SyntaxProblem = { code: 'too-large', offset: 0, message: 'nested deeper than can be read' };
    return { document: undefined, limit, fatal: null, problems: [] };
  }
  const documents = tokens.filter((token): token is CST.Document => token.type === 'document');
  const [document, second] = documents;
  const limit = measure(document);
  if (limit !== null) return { document, limit, fatal: null, problems: [] };
  const judged = judge ? composerProblems(tokens, text) : { fatal: null, problems: [] };
  const problems: SyntaxProblem[] = [...judged.problems];
  if (second !== undefined) {
    problems.push({
      code: 'unsupported',
      offset: second.offset,
      message: 'only the first of several documents is read',
    });
  }
  return { document, limit, fatal: judged.fatal, problems };
}

const INTRINSICS =
  'Ref Condition GetAtt Sub Join Select Split If Equals And Or Not FindInMap ImportValue Base64 Cidr GetAZs Transform';

/** The library makes a warning, with a stack trace, for every tag that it does not know: a third of its time. */
const SHORT_TAGS: Tags = INTRINSICS.split(' ').flatMap((name) => {
  const tag = `!${name}`;
  return [
    { tag, resolve: (text: string) => text },
    { tag, collection: 'map' as const },
    { tag, collection: 'seq' as const },
  ];
});

/** The composer is run for its errors alone: its tree knows neither where tags stand nor how to stay cheap. */
function composerProblems(tokens: readonly CST.Token[], text: string): ReturnType<typeof judgeErrors> {
  const composer = new Composer({
    uniqueKeys: false,
    stringKeys: true,
    logLevel: 'silent',
    strict: false,
    customTags: SHORT_TAGS,
  });
  for (const doc of composer.compose(tokens, true, text.length)) return judgeErrors(doc.errors, text);
  return { fatal: null, problems: [] };
}
