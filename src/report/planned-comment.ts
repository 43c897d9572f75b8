import type { Level, RuleId } from '../finding/rule-meta.ts';
import { marker } from './marker.ts';

/** What a comment or a part of a review's body is about. */
export interface Subject {
  readonly path: string;
  readonly rule: RuleId;
  readonly customResource: string;
  readonly level: Level;
  readonly fingerprint: string;
  /** The last line of what is said about it. */
  readonly marker: string;
  /** Fingerprint and path: what the marker says. */
  readonly key: string;
}

/** A comment that the pull request is to have. */
export interface PlannedComment extends Subject {
  /** The file that it stands on: another than its marker's where a nested template brought the finding in. */
  readonly path: string;
  readonly kind: 'suggestion' | 'diff-comment' | 'file-comment';
  /** One-based lines of the head, both meant; `startLine` is null for a single line, `line` for a whole file. */
  readonly startLine: number | null;
  readonly line: number | null;
  readonly side: 'RIGHT';
  readonly body: string;
  /** The same without a suggestion: for a place where committing it would replace other lines than it was made for. */
  readonly plainBody: string;
}

/** Something to say that has no comment of its own; the review's body says it. */
export interface Leftover extends Subject {
  readonly reason: 'not-in-pull-request' | 'too-many' | 'refused';
  /** The plain body without its marker. */
  readonly text: string;
}

/**
 * A planned comment that GitHub refused, as a part of the review's body. Its marker says so, and the next run does not
 * try again.
 */
export function demote({ plainBody, ...comment }: PlannedComment): Leftover {
  const { path, rule, customResource, level, fingerprint, key } = comment;
  const text = plainBody.slice(0, -comment.marker.length).trimEnd();
  const refused = marker(fingerprint, path, 'refused');
  return { path, rule, customResource, level, fingerprint, marker: refused, key, reason: 'refused', text };
}
