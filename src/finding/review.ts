import type { SourceFile } from '../text/source-file.ts';
import type { ReportedFinding } from './finding.ts';
import type { Problem } from './problem.ts';
import type { RuleId } from './rule-meta.ts';
import type { StreamReport } from './stream-report.ts';

/** What the program has to say about a set of templates: decided, and not yet rendered. */
export interface Review {
  readonly conclusion: Conclusion;
  readonly summary: ReviewSummary;
  /** In the order of the input; templates without a stream and without a problem are in it too. */
  readonly templates: readonly TemplateReport[];
  /** Findings of the merge base that the head does not have any more; empty without a base. */
  readonly resolved: readonly ResolvedFinding[];
}

/** 'incomplete' when a file that a verdict may turn on was not read. */
export type Conclusion = 'success' | 'failure' | 'incomplete';

/** Counts; findings under a suppression count nowhere. */
export interface ReviewSummary {
  readonly templates: number;
  readonly streams: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notices: number;
  readonly introduced: number;
  readonly resolved: number;
}

export interface TemplateReport {
  readonly file: SourceFile;
  /** 'other' for a file that parses and is no template, 'rejected' for one that does not parse. */
  readonly kind: 'template' | 'other' | 'rejected';
  readonly streams: readonly StreamReport[];
  readonly findings: readonly ReportedFinding[];
  readonly problems: readonly Problem[];
  /** The file's text with all proven fixes of its findings applied together, or null when there is none. */
  readonly fixed: string | null;
}

export interface ResolvedFinding {
  readonly rule: RuleId;
  readonly path: string;
  readonly logicalId: string;
  readonly fingerprint: string;
}
