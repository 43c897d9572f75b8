import type { Patch } from '../finding/patch.ts';
import { TOO_LARGE_TEXT } from '../syntax/limits.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { parse } from '../syntax/parse.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { SourceFile } from '../text/source-file.ts';
import { append } from './append.ts';
import { meets } from './expected.ts';
import { lowered } from './lower.ts';
import { outcomeOf } from './outcome.ts';
import { type Place, placeAt } from './place.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';
import type { EditResult } from './result.ts';
import { set } from './set.ts';
import { type Step, stepsOf } from './steps.ts';
import { wrap } from './wrap.ts';

/**
 * The text edits that make a patch's operations true, in the style of what stands around them. All paths mean the text
 * as it is before the patch. The edited text is parsed again: it must hold what it held, and what the operations say.
 * Refused, with the reason, where no edit is certain to be right; then none of the operations is made.
 * Edits of several patches may be applied together, but an empty list or mapping, a lone value, an omitted one and a
 * last part in brackets with a comment behind it can be added to only once: put such operations into one patch.
 */
export function editsFor(file: SourceFile, patch: Patch): VerifiedEdits {
  const draft = draftEdits(file, patch);
  return draft.kind === 'refused' ? draft : verified(file, draft);
}

/** The edits of a draft, if the text that they make, parsed as a whole, says what it should. */
export function verified(file: SourceFile, draft: DraftedEdits): VerifiedEdits {
  const after = { path: file.path, text: applyEdits(file.text, draft.edits) };
  if (after.text.length > TOO_LARGE_TEXT) {
    return { kind: 'refused', reason: 'the edited text would be larger than 2 MB' };
  }
  return holds(after, draft.root, draft.steps)
    ? { kind: 'edits', edits: draft.edits, after }
    : { kind: 'refused', reason: 'the edit could not be verified' };
}

/** Edits with the text that they make: the same SourceFile that was verified, so that it need not be parsed again. */
export type VerifiedEdits =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[]; readonly after: SourceFile }
  | { readonly kind: 'refused'; readonly reason: string };

interface DraftedEdits {
  readonly kind: 'edits';
  readonly edits: readonly TextEdit[];
  readonly root: SyntaxNode;
  readonly steps: readonly Step[];
}

type Draft = DraftedEdits | { readonly kind: 'refused'; readonly reason: string };

/** The edits of `editsFor` before they are verified: for a part of a patch that was verified as a whole. */
export function draftEdits(file: SourceFile, patch: Patch): Draft {
  const parsed = parse(file);
  if (parsed.kind === 'rejected') return { kind: 'refused', reason: 'the file can not be read' };
  if (parsed.root === null) return { kind: 'refused', reason: 'the file is empty' };
  const operations = lowered(patch.operations);
  if (typeof operations === 'string') return { kind: 'refused', reason: operations };
  let drafted: readonly Drafted[] = [];
  for (const step of stepsOf(parsed.root, operations)) {
    const place = placeAt(file, parsed.format === 'json', parsed.root, step.path);
    if (typeof place === 'string') return { kind: 'refused', reason: place };
    const inside = step.kind === 'wrap' ? drafted.filter((each) => isInside(each.step, step)) : [];
    const result = editsAt(place, step, inside);
    if (result.kind === 'refused') return result;
    const made = { step: step.kind === 'append' ? { ...step, list: isList(place) } : step, edits: result.edits };
    drafted = [...drafted.map((each) => (inside.includes(each) ? { ...each, edits: [] } : each)), made];
  }
  const all = drafted.flatMap(({ edits }) => edits);
  if (overlap(all)) return { kind: 'refused', reason: 'two changes touch the same text' };
  return { kind: 'edits', edits: all, root: parsed.root, steps: drafted.map(({ step }) => step) };
}

/** A step with its edits. */
interface Drafted {
  readonly step: Step;
  readonly edits: readonly TextEdit[];
}

function isInside({ path }: Step, outer: Step): boolean {
  return path.length > outer.path.length && outer.path.every((name, index) => path[index] === name);
}

/** `inside`: what changes within the place, which is moved along with it. */
function editsAt(place: Place, step: Step, inside: readonly Drafted[]): EditResult {
  switch (step.kind) {
    case 'append':
      return append(place, step.after, step.values);
    case 'set':
      return set(place, step.after, step.entries);
    case 'replace':
      return replace(place, step.value);
    case 'remove':
      return remove(place, step.items);
    case 'wrap':
      return wrap(
        place,
        step.condition,
        inside.flatMap(({ edits }) => edits),
      );
  }
}

function isList({ node, argument }: Place): boolean {
  return node.kind === 'sequence' && (node.tag === null || argument);
}

function overlap(edits: readonly TextEdit[]): boolean {
  const ordered = edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return ordered.some((edit, index) => {
    const next = ordered[index + 1];
    return next !== undefined && next.range.start < edit.range.end;
  });
}

/** Whether the edited text reads as the old one with the steps made. */
function holds(edited: SourceFile, root: SyntaxNode, steps: readonly Step[]): boolean {
  const expected = outcomeOf(root, steps);
  const after = parse(edited);
  if (expected === null || after.kind === 'rejected' || after.root === null) return false;
  return meets(after.root, expected);
}
