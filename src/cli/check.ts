import { resolve } from 'node:path';
import type { Review } from '../finding/review.ts';
import { writeReport } from '../io/disk/write-atomically.ts';
import { jsonReport } from '../report/json.ts';
import { markdownReport } from '../report/markdown.ts';
import { leftOutOfPatch, reviewPatch } from '../report/patch.ts';
import { type TextOptions, textReport } from '../report/text.ts';
import { paletteFor } from './colours.ts';
import { type CommandResult, judge, type Session, type Surroundings } from './session.ts';
import { type CheckOptions, type Format, readFormat, readSettings } from './settings.ts';
import { folderSettings } from './settings-file.ts';
import { widthFor } from './width.ts';

/** `check`: says what is wrong with the templates that the paths lead to. */
export function check(paths: readonly string[], options: CheckOptions, surroundings: Surroundings): CommandResult {
  const format = readFormat(options.format);
  if (format.kind === 'refused') return { stdout: '', stderr: [format.message], status: 2 };
  const file = folderSettings(options.config, surroundings.cwd);
  if (file.kind === 'refused') return { stdout: '', stderr: [file.message], status: 2 };
  const settings = readSettings(options, surroundings.cwd, file.value);
  if (settings.kind === 'refused') return { stdout: '', stderr: [settings.message], status: 2 };
  const order = { paths, globs: file.value.paths ?? [], settings: settings.value, strict: options.strict ?? false };
  return reported(format.value, judge(order, surroundings), { ...options, pathForFix: (path) => path }, surroundings);
}

/** How to report, and what `fix` would be told to write what is shown. */
interface ReportOptions extends CheckOptions, Pick<TextOptions, 'pathForFix'> {}

/** Renders a session and puts the report where the user wants it; the status is that of the review. */
export function reported(
  format: Format,
  session: Session,
  options: ReportOptions,
  surroundings: Surroundings,
): CommandResult {
  const report = render(format, session, options, surroundings);
  const leftOut = format === 'patch' ? leftOutOfPatch(session.review) : [];
  const notes = options.quiet ? leftOut : [...session.notes, ...leftOut];
  const status = session.review.conclusion === 'success' ? 0 : 1;
  if (options.output === undefined) return result(report, [...notes, ...session.errors], session.errors, status);
  const written = writeReport(resolve(surroundings.cwd, options.output), report);
  const failures = written.kind === 'failed' ? [`${options.output} ${written.reason}: the report was not written`] : [];
  const said =
    failures.length > 0 || options.quiet ? [] : [`${options.output} holds the report: ${session.review.conclusion}`];
  return result('', [...notes, ...said, ...failures, ...session.errors], [...failures, ...session.errors], status);
}

function result(stdout: string, stderr: readonly string[], errors: readonly string[], status: 0 | 1): CommandResult {
  return { stdout, stderr, status: errors.length > 0 ? 2 : status };
}

function render(format: Format, session: Session, options: ReportOptions, surroundings: Surroundings): string {
  const explain = options.explain ?? false;
  if (format === 'patch') return reviewPatch(session.review);
  if (format === 'markdown') return markdownReport(session.review);
  if (format === 'json') {
    const tool = { name: 'das-grant-guard', version: surroundings.version };
    return jsonReport(session.review, { tool, explain });
  }
  const isFile = options.output !== undefined;
  const palette = paletteFor(surroundings.hasColours && !isFile, options.color ?? true);
  const width = widthFor(isFile ? null : surroundings.columns);
  return textReport(withoutTold(session), {
    palette,
    width,
    explain,
    quiet: options.quiet ?? false,
    pathForFix: options.pathForFix,
  });
}

/** What a line on standard error tells of, a reader need not be told twice. */
function withoutTold({ review, told }: Session): Review {
  return {
    ...review,
    templates: review.templates.filter(({ kind, file }) => kind !== 'rejected' || !told.has(file.path)),
  };
}
