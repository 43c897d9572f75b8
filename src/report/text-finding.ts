import type { Fix, ReportedFinding } from '../finding/finding.ts';
import { type HunkLine, parseHunks } from '../text/hunks.ts';
import { ofLevel, type Palette } from './palette.ts';
import { linesOf, pathAndLine } from './place.ts';
import { yamlLines } from './statement-text.ts';
import { escapeLine, forTerminal } from './terminal-escape.ts';
import { list } from './words.ts';
import { wrap } from './wrap.ts';

/**
 * What a colleague would say of a finding: where, who lacks what on which key and why (the message says these), and
 * the way out. Lines without line ends, escaped for a terminal; prose is broken at `width` code units, lines of a file
 * are not.
 */
export function findingText(finding: ReportedFinding, palette: Palette, width: number): readonly string[] {
  const prose = (text: string) => wrap(`  ${forTerminal(text)}`, width, 2);
  return [
    headline(finding, palette),
    ...prose(finding.message),
    ...(finding.when === null ? [] : prose(`It holds when ${finding.when}.`)),
    ...(finding.related.length === 0 ? [] : prose(`See also ${relatedText(finding)}.`)),
    ...(finding.fix === null ? [] : fixText(finding.fix, finding.location.file.path, palette, width)),
  ];
}

/** A finding that does not count, in short: it stood in the base already, or it is suppressed. */
export function asideText(finding: ReportedFinding, palette: Palette, width: number): readonly string[] {
  const { rule, level, customResource, suppressed } = finding;
  const why = suppressed === null ? 'stood before this change' : `suppressed: ${suppressed.reason}`;
  const text = `${level} ${rule} at ${pathAndLine(finding.location)} (${customResource}), ${why}`;
  return wrap(forTerminal(text), width, 2).map(palette.faint);
}

function headline({ level, rule, location }: ReportedFinding, palette: Palette): string {
  return `${ofLevel(palette, level)(level)} ${rule} at ${palette.strong(forTerminal(pathAndLine(location)))}`;
}

/** "DasKmsKey (line 12)"; with the path where that is another file than the finding's. */
function relatedText({ related, location: { file } }: ReportedFinding): string {
  const places = related.map(({ logicalId, location }) => {
    const place = location.file.path === file.path ? `line ${linesOf(location).line}` : pathAndLine(location);
    return logicalId === '' ? place : `${logicalId} (${place})`;
  });
  return list([...new Set(places)]);
}

function fixText(fix: Fix, path: string, palette: Palette, width: number): readonly string[] {
  if (fix.kind === 'edits') {
    const elsewhere = fix.path === path ? [] : [`  In ${forTerminal(fix.path)}:`];
    return [...elsewhere, ...patchText(fix.patch, palette)];
  }
  const { reason, statement } = fix;
  if (statement === null) return wrap(`  By hand: ${forTerminal(reason)}.`, width, 2);
  const lines = yamlLines(Array.isArray(statement) ? statement : [statement]);
  return [
    ...wrap(`  By hand: ${forTerminal(reason)}:`, width, 2),
    ...lines.map((line) => `    ${palette.added(escapeLine(line))}`),
  ];
}

/** The changed lines alone, each with the number that it has, or had: the file itself is at hand. */
function patchText(patch: string, palette: Palette): readonly string[] {
  const changed = parseHunks(patch).flatMap(({ lines }) => lines.filter(({ kind }) => kind !== 'context'));
  const numbers = changed.map(({ oldLine, newLine }) => String(newLine ?? oldLine ?? ''));
  const width = Math.max(0, ...numbers.map(({ length }) => length));
  return changed.map((line, index) => `  ${(numbers[index] ?? '').padStart(width)} ${patchLine(line, palette)}`);
}

function patchLine({ kind, text }: HunkLine, palette: Palette): string {
  const shown = escapeLine(text.replace(/\r$/, ''));
  return kind === 'add' ? palette.added(`+ ${shown}`) : palette.removed(`- ${shown}`);
}
