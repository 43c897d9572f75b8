import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { Hunk } from '../text/hunks.ts';
import { fenced, longestRun } from './fence.ts';
import { type GitLines, gitLines, textOf, withoutEnd } from './git-lines.ts';
import { rowsBetween } from './right-side.ts';
import { escapeLine } from './terminal-escape.ts';

/** Whole lines of the head, one-based and both meant, and the lines (without line ends) that take their place. */
export interface Suggestion {
  readonly startLine: number;
  readonly line: number;
  readonly lines: readonly string[];
  /** True when one of the lines ends with CR LF: nothing tells which line ends GitHub writes then. */
  readonly crlf: boolean;
}

/** A replacement of lines; `start` and `end` are zero-based, `end` excluded. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** A comment may have 65,536 characters; what a suggestion leaves of them is for the words. */
const LONGEST = 20_000;
/** Backticks in a row; the fence around the suggestion has to be longer. */
const LONGEST_RUN = 100;

/**
 * The smallest replacement of whole lines that makes `edits` of `text`, as GitHub can commit it from a comment, or null
 * when it can not: outside of one hunk, across deleted lines (GitHub refuses those), over a change of the final line
 * end, or with characters that a comment does not carry safely. `hunks`: the file's diff, whose head is `text`.
 * Insertions and deletions take in one neighbour line, so that there is a line to replace and one to replace it by.
 * https://docs.github.com/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/incorporating-feedback-in-your-pull-request
 */
export function suggestionFor(text: string, edits: readonly TextEdit[], hunks: readonly Hunk[]): Suggestion | null {
  const before = gitLines(text);
  const after = gitLines(applyEdits(text, edits));
  const least = leastReplacement(before, after, keptAround(before, edits));
  if (least.start === least.end && least.lines.length === 0) return null;
  for (const replacement of widened(before, least)) {
    const suggestion = committable(before, replacement, hunks);
    if (suggestion !== null) return suggestion;
  }
  return null;
}

/** The block that GitHub shows with a button to commit it. */
export function suggestionBlock({ lines }: Suggestion): string {
  return fenced('suggestion', lines);
}

/** The text with suggestions committed, its lines without line ends. No two of them may share a line. */
export function committedLines(text: string, suggestions: readonly Suggestion[]): readonly string[] {
  const lines = gitLines(text);
  const all = slice(lines, 0, lines.starts.length).map(withoutEnd);
  for (const { startLine, line, lines: put } of suggestions.toSorted((a, b) => b.line - a.line)) {
    all.splice(startLine - 1, line - startLine + 1, ...put);
  }
  return all;
}

/**
 * How many lines at the start and at the end are at most unchanged: those that the edits leave alone, and those that
 * the first and the last of them replace. Lines alike would otherwise let an insertion seem to be elsewhere than it is,
 * and two insertions at one place as if they were apart.
 */
function keptAround(lines: GitLines, edits: readonly TextEdit[]): { readonly above: number; readonly below: number } {
  const ordered = edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const [first, last] = [ordered[0] ?? NO_EDIT, ordered.at(-1) ?? NO_EDIT];
  const { start, end } = first.range;
  const reachesEnd = start < end || /^\r?\n/.test(first.text);
  const isAbove = (lineStart: number, index: number) => {
    const contentEnd = lineStart + withoutEnd(textOf(lines, index + 1)).length;
    return contentEnd < end || (contentEnd === end && reachesEnd);
  };
  return {
    above: lines.starts.filter(isAbove).length,
    below: lines.starts.filter((lineStart) => lineStart >= last.range.start).length,
  };
}

const NO_EDIT: TextEdit = { range: { start: 0, end: 0 }, text: '' };

function leastReplacement(before: GitLines, after: GitLines, kept: ReturnType<typeof keptAround>): Replacement {
  const [old, now] = [before.starts.length, after.starts.length];
  const above = Math.min(old, now, kept.above);
  let start = 0;
  while (start < above && textOf(before, start + 1) === textOf(after, start + 1)) start += 1;
  const below = Math.min(Math.min(old, now) - start, kept.below);
  let same = 0;
  while (same < below && textOf(before, old - same) === textOf(after, now - same)) same += 1;
  return { start, end: old - same, lines: slice(after, start, now - same) };
}

function slice(lines: GitLines, start: number, end: number): readonly string[] {
  return Array.from({ length: end - start }, (_, index) => textOf(lines, start + index + 1));
}

/** The replacement itself, or with the neighbour above, or below, when there is nothing on one of its sides. */
function widened(before: GitLines, least: Replacement): readonly Replacement[] {
  const { start, end, lines } = least;
  if (start < end && lines.length > 0) return [least];
  const above = { start: start - 1, end, lines: [textOf(before, start), ...lines] };
  const below = { start, end: end + 1, lines: [...lines, textOf(before, end + 1)] };
  return [...(start > 0 ? [above] : []), ...(end < before.starts.length ? [below] : [])];
}

function committable(before: GitLines, { start, end, lines }: Replacement, hunks: readonly Hunk[]): Suggestion | null {
  const old = slice(before, start, end);
  const rows = rowsBetween(hunks, start + 1, end);
  if (rows === null || rows.some(({ kind }) => kind === 'delete')) return null;
  // The diff is GitHub's, the text is ours: where they differ, the lines are not the ones that would be replaced.
  if (rows.some((row, index) => row.text.replace(/\r$/, '') !== withoutEnd(old[index] ?? ''))) return null;
  const isFinished = (some: readonly string[]) => some.at(-1)?.endsWith('\n') ?? true;
  if (isFinished(old) !== isFinished(lines)) return null;
  const bare = lines.map(withoutEnd);
  if ([...bare, ...old.map(withoutEnd)].some((line) => escapeLine(line) !== line)) return null;
  const joined = bare.join('\n');
  if (joined.length > LONGEST || longestRun(joined) > LONGEST_RUN) return null;
  const crlf = [...old, ...lines].some((line) => line.endsWith('\r\n'));
  return { startLine: start + 1, line: end, lines: bare, crlf };
}
