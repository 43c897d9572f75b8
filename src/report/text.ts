import type { ReportedFinding } from '../finding/finding.ts';
import type { Problem } from '../finding/problem.ts';
import type { Review, TemplateReport } from '../finding/review.ts';
import { ACTIONS } from '../finding/stream-report.ts';
import { deployHints } from './deploy-hints.ts';
import type { Palette } from './palette.ts';
import { pathAndLine } from './place.ts';
import { tally } from './tally.ts';
import { forTerminal, inert } from './terminal-escape.ts';
import { streamExplained } from './text-explain.ts';
import { asideText, findingText } from './text-finding.ts';
import { list, seen } from './words.ts';
import { wrap, wrapLabelled } from './wrap.ts';

export interface TextOptions {
  readonly palette: Palette;
  /** Columns at which prose is broken. */
  readonly width: number;
  /** Whether to tell what each statement did. */
  readonly explain: boolean;
  /** Whether to leave out all but findings and problems. */
  readonly quiet: boolean;
  /** A file as `fix` would be given it; null where what was judged is not what `fix` would write. */
  readonly pathForFix: ((path: string) => string) | null;
}

/**
 * A review for a terminal: each finding as a colleague would put it, then what was assumed, what could not be read,
 * and a line of counts. Every line ends with a line feed; nothing of a template can act on the terminal or on a runner
 * that reads the output.
 */
export function textReport(review: Review, options: TextOptions): string {
  const blocks = [
    ...(options.explain ? explanations(review, options) : []),
    ...review.templates.flatMap((template) => templateBlocks(template, options)),
    ...asides(review, options),
    ...(options.quiet ? [] : [verdicts(review, options), goodToKnow(review, options)]),
    problems(review, options),
    ...(options.quiet ? [] : [resolved(review, options), lastLines(review, options)]),
  ];
  const filled = blocks.filter((block) => block.length > 0);
  return filled.map((block) => `${block.map(inert).join('\n')}\n`).join('\n');
}

/** What remains after `fix`, told as the findings of a report are. */
export function findingsText(review: Review, options: TextOptions): string {
  const blocks = review.templates.flatMap((template) => templateBlocks(template, options));
  return blocks.map((block) => `${block.map(inert).join('\n')}\n`).join('\n');
}

function explanations(review: Review, { palette, width }: TextOptions): readonly (readonly string[])[] {
  const teller = { palette, width };
  return review.templates.flatMap(({ file, streams }) =>
    streams.map((stream) => streamExplained(stream, file.path, teller)),
  );
}

/** Whether a finding is told at length: new to the reader, and under no suppression. */
function isNews({ introduced, suppressed }: ReportedFinding): boolean {
  return introduced && suppressed === null;
}

function templateBlocks({ findings }: TemplateReport, { palette, width }: TextOptions): (readonly string[])[] {
  const told = findings.filter(isNews);
  const patches = told.map(({ fix }) => (fix?.kind === 'edits' ? fix.patch : null));
  return told.map((finding, index) => {
    const isTold = patches[index] !== null && patches.indexOf(patches[index] ?? null) < index;
    return findingText(finding, isTold, palette, width);
  });
}

function asides(review: Review, { palette, width }: TextOptions): readonly (readonly string[])[] {
  const findings = review.templates.flatMap((template) => template.findings);
  return [findings.filter((finding) => !isNews(finding)).flatMap((finding) => asideText(finding, palette, width))];
}

/** Streams about which there is nothing to find: a reader wants to see that they were looked at. */
function verdicts({ templates }: Review, { palette, width }: TextOptions): readonly string[] {
  return templates.flatMap(({ file, streams, findings }) =>
    streams
      .filter(({ customResource }) => findings.every((finding) => finding.customResource !== customResource))
      .flatMap((stream) => {
        const words = ACTIONS.map((action) => `${action} ${stream.actions[action]}`);
        const who = `${called('role', stream.role)}, ${called('key', stream.key)}`;
        const text = forTerminal(`${file.path}: ${stream.customResource} (${who}): ${list(words)}`);
        return wrapLabelled('ok', palette.good, text, width);
      }),
  );
}

/** "role Starter", or what stands for it where that says itself what it is: "the key of mapping Keys". */
function called(what: string, name: string | null): string {
  return name?.startsWith(`the ${what} `) === true ? name : `${what} ${name ?? 'not known'}`;
}

/** The command that writes what is shown, for these files alone: without a path, `fix` goes through the whole folder. */
function fixHint({ templates }: Review, pathForFix: TextOptions['pathForFix']): readonly string[] {
  const isEdit = ({ fix }: ReportedFinding) => fix?.kind === 'edits';
  const shown = templates.filter(({ findings }) => findings.some((finding) => isNews(finding) && isEdit(finding)));
  if (pathForFix === null || shown.length === 0) return [];
  const paths = shown.length > NAMED ? ['<these files>'] : shown.map(({ file }) => quoted(pathForFix(file.path)));
  const isAll = shown.every(({ findings }) => findings.filter(isEdit).every(isNews));
  const rest = isAll ? 'and touches nothing else' : 'and the fixes of what stood before';
  return [`das-grant-guard fix ${paths.join(' ')} writes the numbered lines above ${rest}.`];
}

const NAMED = 4;

/** A path as a shell takes it for one word, and no command for an option. */
function quoted(path: string): string {
  const word = path.startsWith('-') ? `./${path}` : path;
  return /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What the verdicts rest on, and what to know before a patch is deployed. */
function goodToKnow(review: Review, { palette, width, pathForFix }: TextOptions): readonly string[] {
  const { templates } = review;
  const news = templates.flatMap(({ findings }) => findings).filter(isNews);
  if (news.length === 0) return [];
  const concerned = templates.flatMap(({ streams, findings }) =>
    streams.filter(({ customResource }) => findings.some((each) => each.customResource === customResource)),
  );
  const assumed = new Map(
    concerned.flatMap(({ assumptions }) => assumptions.map(({ id, text }) => [`${id} ${text}`, id])),
  );
  const texts = [...assumed.keys()].sort().map((text) => `Assumed: ${text}`);
  const hints = [...fixHint(review, pathForFix), ...deployHints(news, '--grant-conditions none')];
  return [...texts, ...hints].flatMap((text) => wrap(forTerminal(text), width, 2)).map(palette.faint);
}

function problems({ templates }: Review, { palette, width }: TextOptions): readonly string[] {
  return templates
    .flatMap((template) => template.problems)
    .flatMap((problem) => wrapLabelled('problem', palette.warning, problemText(problem), width));
}

function problemText({ path, location, message, incomplete }: Problem): string {
  const where = location === null ? path : pathAndLine(location);
  const weight = incomplete ? ' (the analysis is incomplete without it)' : '';
  return `${forTerminal(`${where}: ${message}`)}${weight}`;
}

function resolved(review: Review, { palette }: TextOptions): readonly string[] {
  return review.resolved.map(
    ({ rule, path, logicalId }) => `${palette.good('resolved')} ${forTerminal(`${rule} at ${path}, ${logicalId}`)}`,
  );
}

function lastLines(review: Review, { palette, width }: TextOptions): readonly string[] {
  const { summary, conclusion } = review;
  const colour = { success: palette.good, failure: palette.error, incomplete: palette.warning }[conclusion];
  const [first = '', ...others] = wrap(`${conclusion}: ${tally(review)}; ${seen(summary)}`, width, 0);
  return [first.replace(conclusion, colour), ...others];
}
