import type { Location } from '../text/source-file.ts';

/** Something that kept a template, or a part of it, from being judged. */
export interface Problem {
  readonly code: 'parse' | 'too-large' | 'not-read' | 'unsupported';
  /** The file that it is about, as the user names it. */
  readonly path: string;
  /** Null when it is about the whole file. */
  readonly location: Location | null;
  readonly message: string;
  /** True when a verdict may be wrong without what is lacking: the analysis is then incomplete. */
  readonly incomplete: boolean;
}
