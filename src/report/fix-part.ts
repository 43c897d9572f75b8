import type { ConstructCall } from '../finding/finding.ts';
import { diffOfEdits } from '../text/unified-diff.ts';
import type { CommentUnit } from './comment-unit.ts';
import { diffRows, placeOfPatch } from './diff-rows.ts';
import { clip, fenced, linesWithin } from './fence.ts';
import { gitLinesOf } from './git-lines.ts';
import { code, prose } from './markdown-escape.ts';
import { permalink, type Site } from './permalink.ts';
import { languageOf, statementLines } from './statement-text.ts';
import { type Suggestion, suggestionBlock } from './suggestion.ts';
import { escapeLine, forTerminal } from './terminal-escape.ts';

/** How the comment of a unit shows its fix. */
export type FixForm =
  /** As a suggestion on the comment's lines, which settles the other units as well. */
  | { readonly kind: 'suggestion'; readonly suggestion: Suggestion; readonly others: readonly CommentUnit[] }
  /** Folded: the suggestion on another unit's comment makes it. */
  | { readonly kind: 'elsewhere'; readonly owner: CommentUnit }
  /** As a diff with a link to the place, or as a statement to write by hand; `on`: the file that is commented on. */
  | { readonly kind: 'diff'; readonly on: string };

/** How long parts of a text may be, in UTF-16 code units. */
export interface Sizes {
  readonly message: number;
  readonly block: number;
}

/** The fix of a unit, in the parts that a comment is made of. */
export interface FixPart {
  /** Goes on the line of the last finding; empty when there is nothing to say. */
  readonly intro: string;
  readonly blocks: readonly string[];
  /** What has no room in the visible part. */
  readonly folded: readonly string[];
}

const NOTHING: FixPart = { intro: '', blocks: [], folded: [] };
/** Fixes, or other units, that are shown one by one. */
const SHOWN = 4;
const LONGEST_NAME = 200;

/** Shows the fix of a unit; a diff or statement of more than `rows` rows is folded. */
export function fixPart(
  unit: CommentUnit,
  form: FixForm,
  site: Site,
  sizes: Sizes & { readonly rows: number },
): FixPart {
  switch (form.kind) {
    case 'suggestion':
      return suggestionPart(unit, form.suggestion, form.others, sizes);
    case 'elsewhere': {
      const intro = `The fix shown for ${nameOf(form.owner)} in this file settles this too; alone it is folded below.`;
      return { ...NOTHING, intro, folded: wholeDiffs(unit, sizes) };
    }
    case 'diff':
      return diffPart(unit, form.on, site, sizes);
  }
}

function nameOf({ rule, customResource }: CommentUnit): string {
  return `${rule} of ${code(clip(customResource, LONGEST_NAME))}`;
}

const CRLF =
  "Lines of this file end in CR LF, and GitHub may write LF in their place: the run's patch file, or `das-grant-guard fix`, keeps them.";

function suggestionPart(
  unit: CommentUnit,
  suggestion: Suggestion,
  others: readonly CommentUnit[],
  sizes: Sizes,
): FixPart {
  const names = others.slice(0, SHOWN).map(nameOf);
  const more = others.length > SHOWN ? ` and ${others.length - SHOWN} more` : '';
  const also = names.length === 0 ? '' : `The suggestion also settles ${names.join(', ')}${more}.`;
  const intro = [also, suggestion.crlf ? CRLF : ''].filter((text) => text !== '').join(' ');
  return { intro, blocks: [suggestionBlock(suggestion)], folded: suggestion.crlf ? wholeDiffs(unit, sizes) : [] };
}

function diffPart(unit: CommentUnit, on: string, site: Site, sizes: Sizes & { readonly rows: number }): FixPart {
  const [first, second] = patchesOf(unit);
  if (first === undefined) return manualPart(unit, site, sizes);
  const place = placeOfPatch(first.patch);
  const where = place === null ? '' : `, [${linkText(first.path, on)}](${permalink(site, first.path, place)})`;
  const { rows, whole } = diffRows(first.patch, sizes.rows);
  if (whole && second === undefined) {
    return { ...NOTHING, intro: `The fix${where}:`, blocks: [diffBlock(rows, sizes.block)] };
  }
  return { ...NOTHING, intro: `The fix${where}, is folded below.`, folded: wholeDiffs(unit, sizes) };
}

function linkText(path: string, on: string): string {
  return path === on ? 'at these lines' : `in ${code(clip(path, LONGEST_NAME))}`;
}

/** The diffs of a unit's fixes, without context. */
function wholeDiffs(unit: CommentUnit, { block }: Sizes): readonly string[] {
  const patches = patchesOf(unit);
  const blocks = patches.slice(0, SHOWN).map(({ patch }) => diffBlock(diffRows(patch, 0).rows, block));
  const left = patches.length - blocks.length;
  return left === 0 ? blocks : [...blocks, `${left} more, in the run's patch file.`];
}

/** The diffs of a unit's fixes: one when their edits go together. */
function patchesOf({ file, edits, findings }: CommentUnit): readonly { path: string; patch: string }[] {
  if (edits.length > 0) {
    return [{ path: file.path, patch: diffOfEdits(file, edits) }];
  }
  return findings.flatMap(({ fix }) => (fix?.kind === 'edits' ? [{ path: fix.path, patch: fix.patch }] : []));
}

function manualPart(
  { findings }: CommentUnit,
  site: Site,
  { rows, message, block }: Sizes & { readonly rows: number },
): FixPart {
  const finding = findings.find(({ fix }) => fix?.kind === 'manual');
  if (finding?.fix?.kind !== 'manual') return NOTHING;
  const { location, logicalId, fix } = finding;
  const link = permalink(site, location.file.path, gitLinesOf(location));
  const reason = prose(clip(forTerminal(clip(fix.reason, message)), message));
  const intro = `By hand, at [${code(clip(logicalId, LONGEST_NAME))}](${link}): ${reason}`;
  if (fix.calls !== undefined && fix.calls.length > 0) return callPart(intro, fix.calls, rows, block);
  if (fix.statement === null) return { ...NOTHING, intro: `${intro}.` };
  const lines = statementLines(fix.statement, location.file.text);
  const blocks = [limited(languageOf(location.file.text), lines, block)];
  if (lines.length <= rows) return { ...NOTHING, intro: `${intro}:`, blocks };
  return { ...NOTHING, intro: `${intro}; the statement is folded below.`, folded: blocks };
}

/** The call to add to the CDK program: the first language in sight when it is short, the others folded. */
function callPart(intro: string, calls: readonly ConstructCall[], rows: number, block: number): FixPart {
  const blocks = callBlocks(calls, block);
  const [first] = calls;
  const source = first?.source ?? null;
  const place = source === null ? '' : `, near ${code(source)}`;
  const seen = first !== undefined && first.code.split('\n').length <= rows ? 1 : 0;
  return { ...NOTHING, intro: `${intro}${place}:`, blocks: blocks.slice(0, seen), folded: blocks.slice(seen) };
}

/** Calls to add to a CDK program, each as a block of at most `longest` code units. */
export function callBlocks(calls: readonly ConstructCall[], longest: number): readonly string[] {
  return calls.map(({ language, code: text }) => limited(language, text.split('\n').map(escapeLine), longest));
}

/** Rows of a diff as a block of at most `longest` code units, and how many rows it leaves out. */
function diffBlock(rows: readonly string[], longest: number): string {
  return limited('diff', rows, longest);
}

/** Lines as a block of at most `longest` code units, and how many lines it leaves out. */
export function limited(info: string, lines: readonly string[], longest: number): string {
  const { shown, left } = linesWithin(lines, longest);
  const block = fenced(info, shown);
  return left === 0 ? block : `${block}\n\n${left} more lines, in the run's patch file.`;
}
