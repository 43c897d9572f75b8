import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { Hunk } from '../text/hunks.ts';
import { type CommentUnit, joined } from './comment-unit.ts';
import { type Suggestion, suggestionFor } from './suggestion.ts';

/** A suggestion, the unit whose comment carries it, and the other units that it settles as well. */
export interface SharedSuggestion {
  readonly suggestion: Suggestion;
  readonly owner: CommentUnit;
  readonly others: readonly CommentUnit[];
}

interface Part {
  readonly units: readonly [CommentUnit, ...CommentUnit[]];
  readonly edits: readonly TextEdit[];
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
    const suggestion = suggestionFor(text, unit.edits, hunks);
    if (suggestion === null) continue;
    parts = withUnit(parts, { units: [unit], edits: unit.edits, suggestion }, text, hunks) ?? parts;
  }
  return parts;
}

/** The parts with one more, which takes in those that it shares a line with; null when they can not be put together. */
function withUnit(parts: readonly Part[], added: Part, text: string, hunks: readonly Hunk[]): readonly Part[] | null {
  const touched = parts.filter((part) => overlap(part.suggestion, added.suggestion));
  const [first, ...rest] = touched;
  if (first === undefined) return [...parts, added];
  const edits = joined([...touched, added].flatMap((part) => part.edits));
  const suggestion = edits === null ? null : suggestionFor(text, edits, hunks);
  if (edits === null || suggestion === null) return null;
  const [owner, ...others] = first.units;
  const units: Part['units'] = [owner, ...others, ...rest.flatMap((part) => part.units), ...added.units];
  const untouched = parts.filter((part) => !touched.includes(part));
  if (untouched.some((part) => overlap(part.suggestion, suggestion))) return null;
  return [...untouched, { units, edits, suggestion }];
}

function overlap(one: Suggestion, other: Suggestion): boolean {
  return one.startLine <= other.line && other.startLine <= one.line;
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
  const whole = fixed === null ? null : [{ range: { start: 0, end: text.length }, text: fixed }];
  const suggestion = whole === null ? null : suggestionFor(text, whole, hunks);
  if (whole !== null && suggestion !== null) return [{ units: [worst, ...others], edits: whole, suggestion }];
  for (const unit of units) {
    const own = suggestionFor(text, unit.edits, hunks);
    if (own !== null) return [{ units: [unit], edits: unit.edits, suggestion: own }];
  }
  return [];
}
