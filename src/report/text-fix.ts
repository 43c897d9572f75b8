import type { ReportedFinding } from '../finding/finding.ts';
import type { Review, TemplateReport } from '../finding/review.ts';
import { forTerminal, inert } from './terminal-escape.ts';
import { findingsText, type TextOptions } from './text.ts';
import { count, list } from './words.ts';

export interface Fixing {
  readonly before: Review;
  /** The review of the templates as they would be with all fixes. */
  readonly after: Review;
  /** Paths of the files that were written. */
  readonly written: ReadonlySet<string>;
  /** Whether the files were left as they are. */
  readonly dryRun: boolean;
}

/**
 * What `fix` did: each file with one line for each fix, and what is left to be done by hand. Every line ends with a
 * line feed.
 */
export function fixReport(fixing: Fixing, options: TextOptions): string {
  const { before, after, dryRun } = fixing;
  const files = before.templates.flatMap((template) => fileLines(template, fixing, options));
  const left = findingsText(after, options);
  const number = after.templates
    .flatMap(({ findings }) => findings)
    .filter(({ suppressed }) => suppressed === null).length;
  const nothing =
    files.length === 0 && left === '' && !options.quiet ? [dryRun ? 'Nothing would be fixed.' : 'Nothing to fix.'] : [];
  const head = [...files, ...nothing].map((line) => `${inert(line)}\n`).join('');
  if (left === '') return head;
  const rest = `${count(number, 'finding')} left that ${number === 1 ? 'needs' : 'need'} a person:\n`;
  return [head, `${rest}\n${left}`].filter((part) => part !== '').join('\n');
}

function fileLines(template: TemplateReport, { after, written, dryRun }: Fixing, { palette }: TextOptions): string[] {
  const { path } = template.file;
  const now = after.templates.find(({ file }) => file.path === path);
  const done = template.findings.filter((finding) => finding.fix?.kind === 'edits' && !isIn(now, finding));
  if (done.length === 0 || !(written.has(path) || dryRun)) return [];
  const verb = dryRun ? 'would be written' : 'written';
  return [
    `${palette.strong(forTerminal(path))}: ${count(done.length, 'fix', 'fixes')} ${verb}`,
    ...done.map((finding) => `  ${palette.added(forTerminal(doneText(finding, template)))}`),
  ];
}

function isIn(template: TemplateReport | undefined, finding: ReportedFinding): boolean {
  return (template?.findings ?? []).some(
    ({ rule, customResource, actions }) =>
      rule === finding.rule && customResource === finding.customResource && list(actions) === list(finding.actions),
  );
}

/** "kms:CreateGrant on DasKmsKey for ActivityStreamLambdaRole (missing-grant)". */
function doneText({ rule, actions, customResource, logicalId }: ReportedFinding, { streams }: TemplateReport): string {
  const stream = streams.find((each) => each.customResource === customResource);
  const key = stream?.key ?? 'its key';
  return `${list(actions)} on ${key} for ${stream?.role ?? logicalId} (${rule})`;
}
