import { review } from '../../src/review.ts';
import { DAY, filesOf, SETTINGS, sideOf } from '../review-input.ts';
import { environmentOf, type Options } from './analysis.ts';

/** The review of some files, as `check` makes it. */
export function reviewFiles(files: Readonly<Record<string, string>>, options: Options = {}): ReturnType<typeof review> {
  const settings = { ...SETTINGS, environment: environmentOf(options) };
  return review({ head: sideOf(filesOf(files)), base: null, renames: new Map(), settings, day: DAY });
}
