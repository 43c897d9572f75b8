import type { ReportedFinding } from '../finding/finding.ts';
import type { Review } from '../finding/review.ts';
import type { Level } from '../finding/rule-meta.ts';
import { byLevel, isNews, LEVELS } from './comment-unit.ts';
import { clip } from './fence.ts';
import { gitLinesOf } from './git-lines.ts';
import { forTerminal } from './terminal-escape.ts';
import { whenItHolds } from './words.ts';

/** What a workflow command `::error …::` (or warning, notice) says; each text is one line without control characters. */
export interface Annotation {
  readonly level: Level;
  readonly path: string;
  /** One-based lines, both meant. */
  readonly line: number;
  readonly endLine: number;
  readonly title: string;
  readonly message: string;
}

export interface Annotations {
  /** Worst first. */
  readonly shown: readonly Annotation[];
  /** How many findings have none. */
  readonly omitted: number;
}

/** The runner keeps ten of each kind a step, and 4,096 characters of a message; a title has 255. */
const PER_LEVEL = 10;
const LONGEST_MESSAGE = 4096;
const LONGEST_TITLE = 255;
const REST = '… (the job summary has the rest)';

/**
 * The annotations of a review: its newly introduced findings, as many as the runner keeps. Values still need the
 * escapes of workflow commands, which @actions/core adds.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotationsOf(review: Review): Annotations {
  const findings = review.templates.flatMap((template) => template.findings).filter(isNews);
  const shown = LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level).slice(0, PER_LEVEL));
  return { shown: shown.toSorted(byLevel).map(annotationOf), omitted: findings.length - shown.length };
}

function annotationOf(finding: ReportedFinding): Annotation {
  const { rule, level, location, message, fix } = finding;
  const way = fix === null ? [] : ['The job summary shows the way out.'];
  const text = forTerminal([message, ...whenItHolds(finding), ...way].join(' '));
  return {
    level,
    path: location.file.path,
    ...gitLinesOf(location),
    title: clip(`das-grant-guard: ${rule}`, LONGEST_TITLE),
    message: text.length <= LONGEST_MESSAGE ? text : clip(text, LONGEST_MESSAGE - REST.length).slice(0, -1) + REST,
  };
}
