import type { Patch } from '../finding/patch.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { parse } from '../syntax/parse.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { SourceFile } from '../text/source-file.ts';
import { append } from './append.ts';
import { meets } from './expected.ts';
import { outcomeOf } from './outcome.ts';
import { type Place, placeAt } from './place.ts';
import { replace } from './replace.ts';
import { type EditResult, refused } from './result.ts';
import { set } from './set.ts';
import { type Step, stepsOf } from './steps.ts';

/**
 * The text edits that make a patch's operations true, in the style of what stands around them. All paths mean the text
 * as it is before the patch. The edited text is parsed again: it must hold what it held, and what the operations say.
 * Refused, with the reason, where no edit is certain to be right; then none of the operations is made.
 * Edits of several patches may be applied together, but an empty list or mapping, a lone value, an omitted one and a
 * last part in brackets with a comment behind it can be added to only once: put such operations into one patch.
 */
export function editsFor(file: SourceFile, patch: Patch): EditResult {
  const parsed = parse(file);
  if (parsed.kind === 'rejected') return refused('the file can not be read');
  if (parsed.root === null) return refused('the file is empty');
  const all: TextEdit[] = [];
  const steps: Step[] = [];
  for (const step of stepsOf(parsed.root, patch.operations)) {
    const place = placeAt(file, parsed.format === 'json', parsed.root, step.path);
    if (typeof place === 'string') return refused(place);
    const result = editsAt(place, step);
    if (result.kind === 'refused') return result;
    all.push(...result.edits);
    steps.push(step.kind === 'append' ? { ...step, list: isList(place) } : step);
  }
  if (overlap(all)) return refused('two changes touch the same text');
  return holds(file, parsed.root, steps, all)
    ? { kind: 'edits', edits: all }
    : refused('the edit could not be verified');
}

function editsAt(place: Place, step: Step): EditResult {
  switch (step.kind) {
    case 'append':
      return append(place, step.after, step.values);
    case 'set':
      return set(place, step.after, step.entries);
    case 'replace':
      return replace(place, step.value);
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
function holds(file: SourceFile, root: SyntaxNode, steps: readonly Step[], edits: readonly TextEdit[]): boolean {
  const expected = outcomeOf(root, steps);
  const after = parse({ path: file.path, text: applyEdits(file.text, edits) });
  if (expected === null || after.kind === 'rejected' || after.root === null) return false;
  return meets(after.root, expected);
}
