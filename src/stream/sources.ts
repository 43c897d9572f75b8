import type { SourceFile } from '../text/source-file.ts';

/** The files besides templates that an analysis may look at, by repository path. */
export interface Sources {
  /** The file; 'absent' when there is none of that path; 'unread' when it was not asked for yet or could not be read. */
  get(path: string): SourceFile | 'absent' | 'unread';
}
