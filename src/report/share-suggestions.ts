import { applyEdits } from '../text/edit.ts';
import type { Hunk } from '../text/hunks.ts';
import { type CommentUnit, joined } from './comment-unit.ts';
import { committedLines, type Suggestion, suggestionFor } from './suggestion.ts';

/** A suggestion, the unit whose comment carries it, and the other units that it settles as well. */
export interface SharedSuggestion {
  readonly suggestion: Suggestion;
  readonly owner: CommentUnit;
  readonly others: readonly CommentUnit[];
}

interface Part {
  /** Worst first. */
  readonly units: readonly [CommentUnit, ...CommentUnit[]];
  readonly suggestion: Suggestion;
}

/**
 * The suggestions of one file. GitHub applies one a line in a batch, so no two share a line: units that want the same
 * lines share one, and one that fits nowhere gets none. All of them applied change nothing but what `fixed`, the text
 * with all proven fixes, changes. `units`: of this file, worst first; `hunks`: of its diff.
 */
export function shareSuggestions(
  units: readonly CommentUnit[],
  text: string,
  fixed: string | null,
  hunks: readonly Hunk[],
): readonly SharedSuggestion[] {
  const fixable = units.filter(({ edits }) => edits.length > 0);
  const all = joined(fixable.flatMap(({ edits }) => edits));
  const isWhole = all !== null && fixed !== null && applyEdits(text, all) === fixed;
  const parts = isWhole ? partsOf(fixable, text, hunks) : onePart(fixable, text, fixed, hunks);
  return parts.map(({ units: [owner, ...others], suggestion }) => ({ owner, others, suggestion }));
}

function partsOf(units: readonly CommentUnit[], text: string, hunks: readonly Hunk[]): readonly Part[] {
  let parts: readonly Part[] = [];
  for (const unit of units) {
    const added = partOf([unit], text, hunks);
    if (added !== null) parts = withPart(parts, added, units, text, hunks) ?? parts;
  }
  // Two insertions at one offset can mean different lines where a line is empty; nobody should commit the mixture.
  while (parts.length > 1 && !isSum(parts, units, text)) parts = parts.slice(0, -1);
  return parts;
}

/** Whether the suggestions, all committed, are what the edits behind them make of the text. */
function isSum(parts: readonly Part[], order: readonly CommentUnit[], text: string): boolean {
  const members = new Set(parts.flatMap((part) => part.units));
  const edits = joined(order.filter((unit) => members.has(unit)).flatMap((unit) => unit.edits));
  if (edits === null) return false;
  const suggestions = parts.map(({ suggestion }) => suggestion);
  return committedLines(text, suggestions).join('\n') === committedLines(applyEdits(text, edits), []).join('\n');
}

function partOf(units: readonly CommentUnit[], text: string, hunks: readonly Hunk[]): Part | null {
  const edits = joined(units.flatMap((unit) => unit.edits));
  const suggestion = edits === null ? null : suggestionFor(text, edits, hunks);
  const [owner, ...others] = units;
  return owner === undefined || suggestion === null ? null : { units: [owner, ...others], suggestion };
}

/** The parts with one more, which takes in those that it touches; null when they can not be put together. */
function withPart(
  parts: readonly Part[],
  added: Part,
  order: readonly CommentUnit[],
  text: string,
  hunks: readonly Hunk[],
): readonly Part[] | null {
  const touched = parts.filter((part) => touch(part.suggestion, added.suggestion));
  if (touched.length === 0) return [...parts, added];
  const members = new Set([...touched, added].flatMap((part) => part.units));
  const whole = partOf(
    order.filter((unit) => members.has(unit)),
    text,
    hunks,
  );
  const untouched = parts.filter((part) => !touched.includes(part));
  if (whole === null || untouched.some((part) => touch(part.suggestion, whole.suggestion))) return null;
  return [...untouched, whole];
}

/** Whether two suggestions share a line or have nothing between them: both may then insert at the same place. */
function touch(one: Suggestion, other: Suggestion): boolean {
  return one.startLine <= other.line + 1 && other.startLine <= one.line + 1;
}

/**
 * Fixes that do not add up by themselves, such as two that each begin the same list, were proven as a whole: they make
 * one suggestion, or only the worst unit gets one.
 */
function onePart(
  units: readonly CommentUnit[],
  text: string,
  fixed: string | null,
  hunks: readonly Hunk[],
): readonly Part[] {
  const [worst, ...others] = units;
  if (worst === undefined) return [];
  const whole = fixed === null ? [] : [{ range: { start: 0, end: text.length }, text: fixed }];
  const suggestion = suggestionFor(text, whole, hunks);
  if (suggestion !== null) return [{ units: [worst, ...others], suggestion }];
  for (const unit of units) {
    const own = partOf([unit], text, hunks);
    if (own !== null) return [own];
  }
  return [];
}
