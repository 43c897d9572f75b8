import type { Problem } from '../finding/problem.ts';
import type { Review } from '../finding/review.ts';
import { ACTIONS, type StreamReport } from '../finding/stream-report.ts';
import { byLevel, isNews } from './comment-unit.ts';
import { clip } from './fence.ts';
import { cell, code, prose } from './markdown-escape.ts';
import { asideLine, findingSection, placeLink } from './markdown-finding.ts';
import type { Site } from './permalink.ts';
import { tally } from './tally.ts';
import { count, seen } from './words.ts';

/** Rows of a table or a list; a report with more says how many it leaves out. */
const ROWS = 200;
const LONGEST = 2000;
const LONGEST_NAME = 200;

/** The verdict as a heading, and the counts in a sentence. */
export function verdictSection(review: Review): string {
  const { resolved } = review.summary;
  const gone = resolved > 0 ? `; ${count(resolved, 'finding')} resolved` : '';
  return `## das-grant-guard: ${review.conclusion}\n\n${seen(review.summary)}: ${tally(review)}${gone}.`;
}

/** Every stream with its chain and the word for each action, as a table; empty without streams. */
export function streamSection({ templates }: Review): string {
  const rows = templates.flatMap(({ file, streams }) => streams.map((stream) => streamRow(file.path, stream)));
  if (rows.length === 0) return '';
  const head = ['Template', 'Custom resource', 'Function', 'Role', 'Key', ...ACTIONS.map(code)];
  const table = [row(head), row(head.map(() => '---')), ...rows.slice(0, ROWS)].join('\n');
  return titled('Streams', [table, ...more(rows, 'stream')].join('\n\n'));
}

function streamRow(path: string, { customResource, function: caller, role, key, actions }: StreamReport): string {
  const names = [path, customResource, caller, role, key].map((name) => (name === null ? 'not known' : named(name)));
  return row([...names, ...ACTIONS.map((action) => actions[action])]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** One section for each finding that counts against this change, worst first. */
export function newsSections({ templates }: Review, site: Site | null): readonly string[] {
  const news = templates.flatMap(({ findings }) => findings.filter(isNews)).toSorted(byLevel);
  return news.map((finding) => findingSection(finding, site));
}

/** The findings that stood before, and those under a suppression, each on a line; empty without any. */
export function asideSections({ templates }: Review, site: Site | null): readonly string[] {
  const aside = templates.flatMap(({ findings }) => findings.filter((finding) => !isNews(finding)));
  const lines = (some: typeof aside) => some.map((finding) => asideLine(finding, site));
  return [
    listed('Stood before this change', lines(aside.filter(({ suppressed }) => suppressed === null)), 'finding'),
    listed('Suppressed', lines(aside.filter(({ suppressed }) => suppressed !== null)), 'finding'),
  ];
}

/** The findings of the merge base that are gone. */
export function resolvedSection({ resolved }: Review): string {
  const lines = resolved.map(({ rule, path, logicalId }) => `- **${rule}** at ${named(logicalId)} in ${named(path)}`);
  return listed('Resolved', lines, 'finding');
}

/** What kept a file, or a part of it, from being judged; then what is odd about files that were. */
export function problemSections({ templates }: Review, site: Site | null): readonly string[] {
  const all = templates.flatMap(({ kind, problems }) =>
    problems.map((problem) => ({
      line: problemLine(problem, site),
      isJudged: kind !== 'rejected' && !problem.incomplete,
    })),
  );
  const lines = (isJudged: boolean) => all.filter((each) => each.isJudged === isJudged).map(({ line }) => line);
  return [listed('Not judged', lines(false), 'problem'), listed('Noticed in templates', lines(true), 'problem')];
}

function problemLine({ path, location, message, incomplete }: Problem, site: Site | null): string {
  const where = location === null ? named(path) : placeLink(location, site);
  return `- ${where}: ${prose(clip(message, LONGEST))}${incomplete ? ' (the analysis is incomplete without it)' : ''}`;
}

/** What the verdicts rest on, each assumption once, folded. */
export function assumptionSection({ templates }: Review): string {
  const texts = templates.flatMap(({ streams }) => streams.flatMap(({ assumptions }) => assumptions));
  const lines = [...new Set(texts.map(({ id, text }) => `- ${id}: ${prose(clip(text, LONGEST))}`))].sort();
  return lines.length === 0 ? '' : folded('What the verdicts rest on', lines.join('\n'));
}

/** A part that is shown when the reader asks for it; `title` is text of ours. */
function folded(title: string, text: string): string {
  return ['<details><summary>', title, '</summary>\n\n', text, '\n\n</details>'].join('');
}

function listed(title: string, lines: readonly string[], what: string): string {
  if (lines.length === 0) return '';
  const left = more(lines, what).map((text) => `- ${text}`);
  return titled(title, [...lines.slice(0, ROWS), ...left].join('\n'));
}

function more(rows: readonly string[], what: string): readonly string[] {
  return rows.length > ROWS ? [`${count(rows.length - ROWS, `more ${what}`)}, in the JSON report.`] : [];
}

export function titled(title: string, text: string): string {
  return `### ${title}\n\n${text}`;
}

function named(name: string): string {
  return code(clip(name, LONGEST_NAME));
}
