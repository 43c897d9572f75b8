import type { Fix, ReportedFinding } from '../finding/finding.ts';
import type { Location } from '../text/source-file.ts';
import { findingLine } from './comment-body.ts';
import { clip } from './fence.ts';
import { callBlocks, limited } from './fix-part.ts';
import { gitLinesOf } from './git-lines.ts';
import { code, prose } from './markdown-escape.ts';
import { permalink, type Site } from './permalink.ts';
import { languageOf, statementLines } from './statement-text.ts';
import { escapeLine, forTerminal } from './terminal-escape.ts';
import { list } from './words.ts';

const LONGEST_MESSAGE = 4000;
const LONGEST_BLOCK = 40_000;
const LONGEST_NAME = 200;

/**
 * A finding at length, in Markdown: where, what and why, and the whole fix. Places are links when there is a `site`
 * that shows the head.
 */
export function findingSection(finding: ReportedFinding, site: Site | null): string {
  const { customResource, location, related, fix } = finding;
  const heading = `#### ${code(clip(customResource, LONGEST_NAME))} at ${placeLink(location, site)}`;
  const places = related.map((each) => placeLink(each.location, site, each.logicalId));
  const also = places.length === 0 ? [] : [`See also ${list([...new Set(places)])}.`];
  const way = fix === null ? [] : fixBlocks(fix, location);
  return [heading, findingLine(finding, LONGEST_MESSAGE), ...also, ...way].join('\n\n');
}

/** A finding that does not count, on one line, with the reason why. */
export function asideLine(finding: ReportedFinding, site: Site | null): string {
  const { rule, level, customResource, location, suppressed } = finding;
  const why = suppressed === null ? '' : `, suppressed: ${prose(clip(suppressed.reason, LONGEST_MESSAGE))}`;
  return `- **${rule}** (${level}) for ${code(clip(customResource, LONGEST_NAME))} at ${placeLink(location, site)}${why}`;
}

/** A place as `path:line`, or as the name given; linked when there is a site. */
export function placeLink(location: Location, site: Site | null, name = ''): string {
  const lines = gitLinesOf(location);
  const { path } = location.file;
  const text = code(name === '' ? `${clip(path, LONGEST_NAME)}:${lines.line}` : clip(name, LONGEST_NAME));
  return site === null ? text : `[${text}](${permalink(site, path, lines)})`;
}

function fixBlocks(fix: Fix, location: Location): readonly string[] {
  if (fix.kind === 'edits') return [limited('diff', patchLines(fix.patch), LONGEST_BLOCK)];
  const { statement, calls = [] } = fix;
  const reason = `By hand: ${prose(clip(forTerminal(fix.reason), LONGEST_MESSAGE))}`;
  if (calls.length > 0) return [`${reason}:`, ...callBlocks(calls, LONGEST_BLOCK)];
  if (statement === null) return [`${reason}.`];
  const lines = statementLines(statement, location.file.text);
  return [`${reason}:`, limited(languageOf(location.file.text), lines, LONGEST_BLOCK)];
}

/** The lines of a patch as they can be shown: without carriage returns, with control characters as escapes. */
function patchLines(patch: string): readonly string[] {
  return patch
    .trimEnd()
    .split('\n')
    .map((line) => escapeLine(line.replace(/\r$/, '')));
}
