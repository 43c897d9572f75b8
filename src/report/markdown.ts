import type { Review } from '../finding/review.ts';
import { isNews } from './comment-unit.ts';
import { deployHints } from './deploy-hints.ts';
import * as sections from './markdown-sections.ts';
import { inert } from './terminal-escape.ts';

/**
 * A review as GitHub-flavoured Markdown: verdict, streams, findings with their fixes, what does not count, what could
 * not be judged, what it rests on. Every line ends with a line feed; none can be read as a workflow command.
 */
export function markdownReport(review: Review): string {
  const news = sections.newsSections(review, null);
  const hints = deployHints(review.templates.flatMap(({ findings }) => findings).filter(isNews));
  const parts = [
    sections.verdictSection(review),
    sections.streamSection(review),
    ...sections.problemSections(review, null),
    ...(news.length === 0 ? [] : [sections.titled('Findings', news.join('\n\n'))]),
    hints.map((hint) => `- ${hint}`).join('\n'),
    ...sections.asideSections(review, null),
    sections.resolvedSection(review),
    sections.assumptionSection(review),
  ];
  const text = parts.filter((part) => part !== '').join('\n\n');
  return `${text.split('\n').map(inert).join('\n')}\n`;
}
