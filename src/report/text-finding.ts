import type { ConstructCall, Fix, ReportedFinding } from '../finding/finding.ts';
import { type HunkLine, parseHunks } from '../text/hunks.ts';
import type { SourceFile } from '../text/source-file.ts';
import { ofLevel, type Palette } from './palette.ts';
import { linesOf, pathAndLine } from './place.ts';
import { statementLines } from './statement-text.ts';
import { escapeLine, forTerminal } from './terminal-escape.ts';
import { list, whenItHolds } from './words.ts';
import { wrap } from './wrap.ts';

/**
 * What a colleague would say of a finding: where, who lacks what on which key and why (the message says these), and
 * the way out, unless the very same patch was told before. Lines without line ends, escaped for a terminal; prose is broken at `width` code units, lines of a file
 * are not.
 */
export function findingText(
  finding: ReportedFinding,
  isPatchTold: boolean,
  palette: Palette,
  width: number,
): readonly string[] {
  const prose = (text: string) => wrap(`  ${forTerminal(text)}`, width, 2);
  return [
    headline(finding, palette),
    ...prose(finding.message),
    ...whenItHolds(finding).flatMap((text) => prose(text)),
    ...elsewhere(finding).flatMap((text) => prose(text)),
    ...(isPatchTold ? prose('The patch above mends this too.') : []),
    ...(finding.fix === null || isPatchTold ? [] : fixText(finding.fix, finding.location.file, palette, width)),
  ];
}

/** A finding that does not count, in short: it stood in the base already, or it is suppressed. */
export function asideText(finding: ReportedFinding, palette: Palette, width: number): readonly string[] {
  const { rule, level, customResource, suppressed } = finding;
  const why = suppressed === null ? 'stood before this change' : `suppressed: ${suppressed.reason}`;
  const text = `${level} ${rule} at ${pathAndLine(finding.location)} (${customResource}), ${why}`;
  return wrap(forTerminal(text), width, 2).map(palette.faint);
}

/** The message names what stands on the other lines, so the numbers are enough. */
function headline({ level, rule, location, related }: ReportedFinding, palette: Palette): string {
  const own = linesOf(location).line;
  const here = related.filter((each) => each.location.file.path === location.file.path);
  const lines = [...new Set(here.map((each) => linesOf(each.location).line))]
    .filter((line) => line !== own)
    .sort((a, b) => a - b);
  const others =
    lines.length === 0 ? '' : `, see also ${lines.length === 1 ? 'line' : 'lines'} ${list(lines.map(String))}`;
  const place = palette.strong(forTerminal(pathAndLine(location)));
  return `${ofLevel(palette, level)(level)} ${rule} at ${place}${others}`;
}

/** The related places in other files, a line each. */
function elsewhere({ related, location: { file } }: ReportedFinding): readonly string[] {
  return related
    .filter(({ location }) => location.file.path !== file.path)
    .map(({ location, logicalId, message }) => {
      const what = [logicalId, message].filter((text) => text !== '').join(': ');
      return `See also ${pathAndLine(location)}, ${what}.`;
    });
}

function fixText(fix: Fix, file: SourceFile, palette: Palette, width: number): readonly string[] {
  if (fix.kind === 'edits') {
    const elsewhere = fix.path === file.path ? [] : [`  In ${forTerminal(fix.path)}:`];
    return [...elsewhere, ...patchText(fix.patch, palette)];
  }
  const { reason, statement, calls = [] } = fix;
  if (calls.length > 0) return [...wrap(`  By hand: ${forTerminal(reason)}:`, width, 2), ...callsText(calls, palette)];
  if (statement === null) return wrap(`  By hand: ${forTerminal(reason)}.`, width, 2);
  return [
    ...wrap(`  By hand: ${forTerminal(reason)}:`, width, 2),
    ...statementLines(statement, file.text).map((line) => `    ${palette.added(line)}`),
  ];
}

/** The call in each language that a CDK program can be written in. */
function callsText(calls: readonly ConstructCall[], palette: Palette): readonly string[] {
  return calls.flatMap(({ language, code, source = null }) => [
    `  ${LANGUAGES[language]}${source === null ? '' : `, near ${forTerminal(source)}`}:`,
    ...code.split('\n').map((line) => `    ${palette.added(escapeLine(line))}`),
  ]);
}

const LANGUAGES: Readonly<Record<ConstructCall['language'], string>> = { typescript: 'TypeScript', python: 'Python' };

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
