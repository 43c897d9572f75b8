import type { ReportedFinding } from '../finding/finding.ts';
import type { CommentUnit } from './comment-unit.ts';
import { deployHints } from './deploy-hints.ts';
import { clip } from './fence.ts';
import { type FixForm, fixPart, type Sizes } from './fix-part.ts';
import { prose } from './markdown-escape.ts';
import type { Site } from './permalink.ts';
import { forTerminal } from './terminal-escape.ts';
import { whenItHolds } from './words.ts';

/**
 * Lines that a reader sees without unfolding anything, the title of the folded part left out, which is one more; fences
 * and blank lines do not show (design 2.4: under 15).
 */
const VISIBLE = 13;
/** Findings of one unit that are told one by one; each has a line of its own. */
const TOLD = 4;

/** How long parts may be: as a rule, and where those make a comment that GitHub would refuse. */
const NORMAL: Sizes = { message: 2000, block: 30_000 };
const TIGHT: Sizes = { message: 300, block: 8000 };
/** GitHub takes 65,536 characters; the rest is for marker and heading. */
const LONGEST = 60_000;

/**
 * What a comment says of a unit, in GitHub's Markdown and without a marker: for each finding a line with what is lacking
 * and why, the fix, and one folded part with what it rests on. At most 60,000 UTF-16 code units: what is left out is
 * counted, and the job summary has it.
 */
export function commentText(unit: CommentUnit, form: FixForm, site: Site): string {
  const text = compose(unit, form, site, NORMAL);
  return text.length <= LONGEST ? text : compose(unit, form, site, TIGHT);
}

function compose(unit: CommentUnit, form: FixForm, site: Site, sizes: Sizes): string {
  const told = unit.findings.slice(0, TOLD).map((finding) => findingLine(finding, sizes.message));
  const left = unit.findings.length - told.length;
  const lines = left === 0 ? told : [...told, `${left} more of this rule, in the job summary.`];
  const { intro, blocks, folded } = fixPart(unit, form, site, { ...sizes, rows: VISIBLE - lines.length });
  const last = [...lines.slice(-1), intro].filter((part) => part !== '').join(' ');
  const parts = [...lines.slice(0, -1), last, ...blocks, foldedPart(unit, folded, sizes)];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** One line of Markdown: the rule, the level, the message and when it holds, each at most `longest` characters long. */
export function findingLine(finding: ReportedFinding, longest: number): string {
  const { rule, level, message } = finding;
  const sentences = [message, ...whenItHolds(finding)].map((text) => sentence(text, longest));
  return `**${rule}** (${level}): ${sentences.join(' ')}`;
}

/** Cut before it is marked up, so that no mark is split, and after it is escaped, which makes it longer. */
function sentence(text: string, longest: number): string {
  return prose(clip(forTerminal(clip(text, longest)), longest));
}

/** The one folded part. GitHub reads Markdown in it again behind a blank line. */
function foldedPart({ stream, findings }: CommentUnit, blocks: readonly string[], sizes: Sizes): string {
  const assumptions = (stream?.assumptions ?? []).map(
    ({ id, text }) => `Assumed (${id}): ${sentence(text, sizes.message)}.`,
  );
  const items = [...assumptions, ...deployHints(findings)].map((text) => `- ${text}`).join('\n');
  const parts = [...blocks, items].filter((part) => part !== '');
  if (parts.length === 0) return '';
  const title = blocks.length === 0 ? 'What this rests on, and what to know' : 'The fix, and what it rests on';
  return [`<details><summary>${title}</summary>`, ...parts, '</details>'].join('\n\n');
}
