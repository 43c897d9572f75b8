import type { ReportedFinding } from '../finding/finding.ts';
import type { Review } from '../finding/review.ts';
import { LEVELS } from './comment-unit.ts';
import { count, list } from './words.ts';

/**
 * How much was found, as a clause behind the conclusion: what is new, whether that is not enough to fail, and what stood
 * before. Findings under a suppression do not count.
 */
export function tally({ templates, conclusion }: Review): string {
  const findings = templates.flatMap((template) => template.findings).filter(({ suppressed }) => suppressed === null);
  const news = levels(findings.filter(({ introduced }) => introduced));
  const old = levels(findings.filter(({ introduced }) => !introduced));
  if (findings.length === 0) return 'nothing found';
  const before = `${old} from before`;
  if (news === '') return `nothing new, ${before}`;
  const now = conclusion === 'success' ? `${news}, not enough to fail` : news;
  return old === '' ? now : `${now}, and ${before}`;
}

function levels(findings: readonly ReportedFinding[]): string {
  const counts = LEVELS.flatMap((level) => {
    const number = findings.filter((finding) => finding.level === level).length;
    return number === 0 ? [] : [count(number, level)];
  });
  return list(counts);
}
