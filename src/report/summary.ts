import type { Review } from '../finding/review.ts';
import type { StreamReport } from '../finding/stream-report.ts';
import { isNews } from './comment-unit.ts';
import { deployHints } from './deploy-hints.ts';
import { clip, fenced } from './fence.ts';
import { code, prose } from './markdown-escape.ts';
import * as sections from './markdown-sections.ts';
import { chainGraph } from './mermaid.ts';
import type { Site } from './permalink.ts';

export interface SummaryOptions {
  /** Where the head's files can be seen; null when nowhere. */
  readonly site: Site | null;
  /** Sentences about the run, as plain text, to be read first: a changed configuration, comments that were refused. */
  readonly notes: readonly string[];
}

/** GitHub drops a step's summary of more than 1 MiB; the rest is for the sentence on what was left out. */
const LONGEST_BYTES = 1024 * 1024 - 4096;
/** Graphs are slow to draw. */
const GRAPHS = 20;
const LONGEST_NOTE = 2000;
const LONGEST_NAME = 200;

/**
 * The job summary: verdict and notes, the streams, each new finding with its fix, the chains as graphs with the broken
 * link marked, then what does not count. At most 1 MiB in UTF-8: whole parts are left out, and counted.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export function jobSummary(review: Review, { site, notes }: SummaryOptions): string {
  const news = sections.newsSections(review, site);
  const hints = deployHints(review.templates.flatMap(({ findings }) => findings).filter(isNews));
  const parts = [
    sections.verdictSection(review),
    ...notes.map((note) => `> Note: ${prose(clip(note, LONGEST_NOTE))}`),
    sections.streamSection(review),
    ...sections.problemSections(review, site),
    ...(news.length === 0 ? [] : ['### Findings']),
    ...news,
    hints.map((hint) => `- ${hint}`).join('\n'),
    ...graphs(review),
    ...sections.asideSections(review, site),
    sections.resolvedSection(review),
    sections.assumptionSection(review),
  ];
  return within(
    parts.filter((part) => part !== ''),
    LONGEST_BYTES,
  );
}

/** The chains of all streams, those that something is found for first. */
function graphs({ templates }: Review): readonly string[] {
  const all = templates.flatMap(({ file, streams, findings }) =>
    streams.map((stream) => {
      const isFine = findings.every(({ customResource }) => customResource !== stream.customResource);
      return { isFine, text: graph(file.path, stream) };
    }),
  );
  if (all.length === 0) return [];
  const ordered = all.toSorted((a, b) => Number(a.isFine) - Number(b.isFine)).map(({ text }) => text);
  const left = all.length > GRAPHS ? [`${all.length - GRAPHS} more chains are not drawn.`] : [];
  return ['### From the custom resource to the key', ...ordered.slice(0, GRAPHS), ...left];
}

function graph(path: string, stream: StreamReport): string {
  const title = `${code(clip(stream.customResource, LONGEST_NAME))} in ${code(clip(path, LONGEST_NAME))}`;
  return `${title}\n\n${fenced('mermaid', chainGraph(stream).split('\n'))}`;
}

function within(parts: readonly string[], limit: number): string {
  const encoder = new TextEncoder();
  const shown: string[] = [];
  let room = limit;
  for (const part of parts) {
    const size = encoder.encode(part).length + 2;
    if (size > room) break;
    room -= size;
    shown.push(part);
  }
  const left = parts.length - shown.length;
  const note = left === 0 ? [] : [`${left} more parts had no room in 1 MiB; the JSON report has them.`];
  return `${[...shown, ...note].join('\n\n')}\n`;
}
