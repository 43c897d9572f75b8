import { describe, expect, test } from '@jest/globals';
import type { Review } from '../../src/finding/review.ts';
import { caseNames, readCase, reportOn } from '../prove/case.ts';
import { planFor } from './pull-request.ts';
import { review } from './sample.ts';

/**
 * Lines that a reader sees without unfolding: the title of the folded part is one, fences and blank lines are none. Those
 * of a suggestion do not count: it can be committed only as a whole and in sight.
 */
function visibleLines(body: string): number {
  const seen = body.replace(/<details>(<summary>.*<\/summary>)[\s\S]*?<\/details>/g, '$1').replace(/<!--.*-->/g, '');
  const told = seen.replace(/^(`{3,})suggestion\n[\s\S]*?^\1$/gm, '');
  return told.split('\n').filter((line) => line !== '' && !line.startsWith('```')).length;
}

/** All that is said of a review on pull requests that bring in the file, its custom resources alone, or neither. */
function said(of: Review, text: string, path: string): readonly string[] {
  const forms = [{ [path]: '' }, { [path]: text.replaceAll('ServiceToken', 'Token') }, {}];
  return forms.flatMap((before) => {
    const { comments, leftovers } = planFor(of, before);
    return [...comments.flatMap(({ body, plainBody }) => [body, plainBody]), ...leftovers.map((each) => each.text)];
  });
}

describe('a comment has under 15 visible lines', () => {
  test.each(caseNames())('on %s', (sentence) => {
    const { path, before, beside, settings } = readCase(sentence);
    const of = review([reportOn({ path, text: before }, settings, beside)]);
    const tooLong = said(of, before, path).filter((body) => visibleLines(body) >= 15);
    expect(tooLong).toEqual([]);
  });
});
