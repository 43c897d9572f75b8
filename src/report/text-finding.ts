import type { Fix, ReportedFinding } from '../finding/finding.ts';
import type { TemplateValue } from '../finding/patch.ts';
import { type HunkLine, parseHunks } from '../text/hunks.ts';
import type { SourceFile } from '../text/source-file.ts';
import { ofLevel, type Palette } from './palette.ts';
import { linesOf, pathAndLine } from './place.ts';
import { jsonLines, yamlLines } from './statement-text.ts';
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
    ...prose(relatedText(finding)).filter((line) => line.trim() !== ''),
    ...(finding.fix === null ? [] : fixText(finding.fix, finding.location.file, palette, width)),
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

/** "See also DasKmsKey (line 12)."; with the path where that is another file than the finding's. */
function relatedText({ related, logicalId, location: { file } }: ReportedFinding): string {
  const places = related.map(({ location, ...other }) => {
    const place = location.file.path === file.path ? `line ${linesOf(location).line}` : pathAndLine(location);
    if (other.logicalId === logicalId) return location.file.path === file.path ? place : '';
    return other.logicalId === '' ? place : `${other.logicalId} (${place})`;
  });
  const distinct = [...new Set(places)].filter((place) => place !== '');
  return distinct.length === 0 ? '' : `See also ${list(distinct)}.`;
}

function fixText(fix: Fix, file: SourceFile, palette: Palette, width: number): readonly string[] {
  if (fix.kind === 'edits') {
    const elsewhere = fix.path === file.path ? [] : [`  In ${forTerminal(fix.path)}:`];
    return [...elsewhere, ...patchText(fix.patch, palette)];
  }
  const { reason, statement } = fix;
  if (statement === null) return wrap(`  By hand: ${forTerminal(reason)}.`, width, 2);
  return [
    ...wrap(`  By hand: ${forTerminal(reason)}:`, width, 2),
    ...statementLines(statement, file).map((line) => `    ${palette.added(escapeLine(line))}`),
  ];
}

/** In the language of the file that the finding is about. */
function statementLines(statement: TemplateValue, { text }: SourceFile): readonly string[] {
  if (/^\uFEFF?\s*\{/.test(text)) return jsonLines(statement);
  return yamlLines(Array.isArray(statement) ? statement : [statement]);
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
