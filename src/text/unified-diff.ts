import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';
import { applyEdits, type TextEdit } from './edit.ts';
import { lineFeedsBefore } from './line-index.ts';
import { slideInsertion } from './slide-insertion.ts';
import type { SourceFile } from './source-file.ts';

const CONTEXT_LINES = 3;
/** Lines above a change within which an inserted block may be told higher up. */
const SLIDE_LINES = 40;

/**
 * What changed from `before` to `after` in the form that `git apply` takes: `--- a/…`, `+++ b/…` (unusual paths quoted
 * as git does), three lines of context, line ends kept. Empty when nothing changed; ends with a line end otherwise, so
 * that those of several files may be joined.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const patch = windowPatch(path, before, after, WHOLE) ?? patchOf(path, before, after);
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

/** How much of a text is compared around edits, in code units: far more than the lines of context are long. */
const REACH = 4096;

/** What edits change in a file, as `unifiedDiff` says it, without a look at the rest of a large text. */
export function diffOfEdits(file: SourceFile, edits: readonly TextEdit[]): string {
  const { path, text } = file;
  const first = Math.min(...edits.map(({ range }) => range.start));
  const last = Math.max(...edits.map(({ range }) => range.end));
  const from = lineStart(text, first - REACH);
  const end = text.indexOf('\n', last + REACH);
  const to = end < 0 ? text.length : end + 1;
  const before = text.slice(from, to);
  const moved = edits.map((edit) => ({
    ...edit,
    range: { start: edit.range.start - from, end: edit.range.end - from },
  }));
  const after = applyEdits(before, moved);
  if (before === after) return '';
  const cut = { before: from > 0, behind: to < text.length, lines: lineFeedsBefore(file, from) };
  const patch = windowPatch(path, before, after, cut);
  return patch === null ? unifiedDiff(path, text, applyEdits(text, edits)) : formatPatch(patch, FILE_HEADERS_ONLY);
}

/** What was cut off two texts alike: anything at their start or end, and how many lines at their start. */
interface Cut {
  readonly before: boolean;
  readonly behind: boolean;
  readonly lines: number;
}

const WHOLE: Cut = { before: false, behind: false, lines: 0 };

/** The patch told by the lines around the change alone; null where they do not tell it. */
function windowPatch(path: string, before: string, after: string, cut: Cut): StructuredPatch | null {
  // Only the lines around the change are compared: the rest of a large template would cost far more than the change.
  const { start, tail, skippedLines } = changedWindow(before, after);
  const patch = patchOf(path, before.slice(start, before.length - tail), after.slice(start, after.length - tail));
  // Where lines repeat, a change can be told by other lines than those that differ, up to the edge of the window. git
  // takes a hunk of little context for one at the edge of the file, so that then the whole texts have to be compared.
  if (lacksContext(patch.hunks, cut.before || start > 0, cut.behind || tail > 0)) return null;
  const hunks = patch.hunks.map((hunk) => ({
    ...hunk,
    oldStart: hunk.oldStart + skippedLines + cut.lines,
    newStart: hunk.newStart + skippedLines + cut.lines,
  }));
  return { ...patch, hunks };
}

function patchOf(path: string, before: string, after: string): StructuredPatch {
  const options = { context: CONTEXT_LINES };
  const patch = structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, options);
  return { ...patch, hunks: slidHunks(patch.hunks, before.replace(/\n$/, '').split('\n')) };
}

function slidHunks(hunks: StructuredPatch['hunks'], before: readonly string[]): StructuredPatch['hunks'] {
  let end = 0;
  return hunks.map((hunk) => {
    const slid = slideInsertion(hunk, before, CONTEXT_LINES);
    const told = slid.oldStart > end ? slid : hunk;
    end = told.oldStart + told.oldLines - 1;
    return told;
  });
}

function lacksContext(hunks: StructuredPatch['hunks'], cutBefore: boolean, cutBehind: boolean): boolean {
  const isShort = (lines: readonly string[]) => lines.slice(0, CONTEXT_LINES).some((line) => !line.startsWith(' '));
  return (
    (cutBefore && isShort(hunks.at(0)?.lines ?? [])) || (cutBehind && isShort((hunks.at(-1)?.lines ?? []).toReversed()))
  );
}

/** The common start and end of two texts, cut at line ends (LF, as git counts), less the lines that are context. */
function changedWindow(before: string, after: string): { start: number; tail: number; skippedLines: number } {
  const shorter = Math.min(before.length, after.length);
  let start = lineStart(
    before,
    commonLength(shorter, (from, to) => before.slice(from, to) === after.slice(from, to)),
  );
  for (let line = 0; line < CONTEXT_LINES + SLIDE_LINES; line++) start = lineStart(before, start - 1);
  const ends = (text: string, from: number, to: number) => text.slice(text.length - to, text.length - from);
  const tail = commonLength(shorter - start, (from, to) => ends(before, from, to) === ends(after, from, to));
  return { start, tail: wholeLines(before, tail), skippedLines: lineEnds(before, start) };
}

const CHUNK = 4096;

/** How many characters are the same, of `most`: by chunks, since most of a large template is, then by smaller ones. */
function commonLength(most: number, isSame: (from: number, to: number) => boolean): number {
  let length = 0;
  for (let size = CHUNK; size >= 1; size /= 2) {
    while (length + size <= most && isSame(length, length + size)) length += size;
  }
  return length;
}

function lineEnds(text: string, before: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < before; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Where the line that holds the character at `at` starts. */
function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** How much of the last `tail` characters is left when its first, broken line and the lines of context are given up. */
function wholeLines(text: string, tail: number): number {
  let at = text.length - tail;
  for (let line = 0; line <= CONTEXT_LINES; line++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return 0;
    at = end + 1;
  }
  return text.length - at;
}
