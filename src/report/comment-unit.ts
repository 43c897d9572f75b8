import type { ReportedFinding } from '../finding/finding.ts';
import type { TemplateReport } from '../finding/review.ts';
import type { Level, RuleId } from '../finding/rule-meta.ts';
import type { StreamReport } from '../finding/stream-report.ts';
import type { TextEdit } from '../text/edit.ts';
import type { SourceFile } from '../text/source-file.ts';

/** What one comment is about: all that one rule newly finds for one custom resource of a file (design 2.6). */
export interface CommentUnit {
  readonly file: SourceFile;
  readonly rule: RuleId;
  readonly customResource: string;
  readonly fingerprint: string;
  /** The worst of its findings. */
  readonly level: Level;
  readonly findings: readonly ReportedFinding[];
  readonly stream: StreamReport | null;
  /** The proven edits of all its fixes in this file, each once; empty when there are none, or none that go together. */
  readonly edits: readonly TextEdit[];
}

/** The levels, worst first. */
export const LEVELS: readonly Level[] = ['error', 'warning', 'notice'];

/** Orders by level, worst first. */
export function byLevel(one: { readonly level: Level }, other: { readonly level: Level }): number {
  return LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level);
}

/** Whether a finding is told as a comment or an annotation: this change brought it, and no suppression holds. */
export function isNews({ introduced, suppressed }: ReportedFinding): boolean {
  return introduced && suppressed === null;
}

/** The units of a file that are to be commented on, worst first, else in the order of the report. */
export function commentUnits(template: TemplateReport): readonly CommentUnit[] {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of template.findings.filter(isNews)) {
    const group = groups.get(finding.fingerprint);
    if (group === undefined) groups.set(finding.fingerprint, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap((findings) => unitOf(template, findings.toSorted(byLevel))).toSorted(byLevel);
}

function unitOf({ file, streams }: TemplateReport, findings: readonly ReportedFinding[]): CommentUnit[] {
  const [worst] = findings;
  if (worst === undefined) return [];
  const { rule, customResource, fingerprint, level } = worst;
  const stream = streams.find((each) => each.customResource === customResource) ?? null;
  const all = findings.flatMap(({ fix }) => (fix?.kind === 'edits' && fix.path === file.path ? fix.edits : []));
  const edits = joined(all) ?? [];
  return [{ file, rule, customResource, fingerprint, level, findings, stream, edits }];
}

/** Edits of one text in order, the same ones once; null when they do not go together. */
export function joined(edits: readonly TextEdit[]): readonly TextEdit[] | null {
  const distinct = [...new Map(edits.map((edit) => [nameOf(edit), edit])).values()];
  const ordered = distinct.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const overlap = ordered.some(({ range }, index) => range.start < (ordered[index - 1]?.range.end ?? 0));
  return overlap ? null : ordered;
}

function nameOf({ range, text }: TextEdit): string {
  return `${range.start}-${range.end}:${text}`;
}
