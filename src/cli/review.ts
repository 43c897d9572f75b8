import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadNeed, readNeed } from '../io/disk/read-need.ts';
import { decode, type ReadBytes, readBytes } from '../io/disk/read-text.ts';
import { type GitRange, gitRange, readAtCommit } from '../io/git/range.ts';
import { type ReviewInput, review } from '../review.ts';
import type { SourceFile } from '../text/source-file.ts';
import { mayBeTemplate } from './candidate.ts';
import { reported } from './check.ts';
import { gather } from './gather.ts';
import type { CommandResult, Session, Surroundings } from './session.ts';
import { type CheckOptions, readFormat, readSettings, type Settings } from './settings.ts';

/** The options of `review`, as the user wrote them. */
export interface ReviewOptions extends CheckOptions {
  readonly base: string;
  readonly head?: string;
}

/** `review`: says what the Action would say of a range of the local repository. */
export function reviewLocally(options: ReviewOptions, surroundings: Surroundings): CommandResult {
  const refused = (message: string): CommandResult => ({ stdout: '', stderr: [message], status: 2 });
  const format = readFormat(options.format);
  if (format.kind === 'refused') return refused(format.message);
  const settings = readSettings(options, surroundings.cwd);
  if (settings.kind === 'refused') return refused(settings.message);
  const found = gitRange(surroundings.cwd, options.base, options.head ?? null);
  if (found.kind === 'failed') return refused(found.reason);
  const session = judgeRange(found.range, settings.value, surroundings.day);
  return reported(format.value, session, options, surroundings);
}

/** Reads both sides of a range and reviews them. */
function judgeRange(range: GitRange, settings: Settings, day: string): Session {
  const head: SourceFile[] = [];
  const base: SourceFile[] = [];
  const renames = new Map<string, string>();
  const unread = new Map<string, string>();
  for (const file of range.files) {
    const after = file.isGone ? null : headOf(range, file.path);
    const before = file.isNew ? null : baseOf(range, file.previousPath ?? file.path);
    if (after?.kind === 'failed' && after.code === 'unreadable') unread.set(file.path, after.reason);
    const texts = [after, before].map((read) => (read?.kind === 'read' ? read.bytes : null));
    if (!texts.some((bytes) => bytes !== null && mayBeTemplate(bytes))) continue;
    const [headBytes = null, baseBytes = null] = texts;
    const basePath = file.previousPath ?? file.path;
    if (headBytes !== null) head.push({ path: file.path, text: decode(headBytes) });
    if (baseBytes !== null) base.push({ path: basePath, text: decode(baseBytes) });
    if (file.previousPath !== null) renames.set(file.path, file.previousPath);
  }
  const side = (judged: readonly SourceFile[]) => ({ judged, fetched: new Map(), unread: new Map() });
  const first: ReviewInput = { head: { ...side(head), unread }, base: side(base), renames, settings, day };
  const input = gather(first, ({ side, path }) =>
    readOf(side === 'head' ? headOf(range, path) : baseOf(range, path), path),
  );
  return { files: [], input, review: review(input), errors: [], notes: [] };
}

function headOf({ top, head }: GitRange, path: string): ReadBytes {
  if (head !== null) return fromGit(readAtCommit(top, head, path));
  // A link in the working tree may lead anywhere; what is outside of the repository is not a part of the change.
  const found = readNeed(path, top, [realpathSync(top)]);
  if (found.kind === 'refused') return { kind: 'failed', code: 'unreadable', reason: found.reason.replace(/^it /, '') };
  return readBytes(join(top, path));
}

function baseOf({ top, mergeBase }: GitRange, path: string): ReadBytes {
  return fromGit(readAtCommit(top, mergeBase, path));
}

function fromGit(bytes: Buffer | null): ReadBytes {
  return bytes === null
    ? { kind: 'failed', code: 'missing', reason: 'is not in that commit' }
    : { kind: 'read', bytes };
}

function readOf(read: ReadBytes, path: string): ReadNeed {
  if (read.kind === 'read') return { kind: 'read', file: { path, text: decode(read.bytes) }, bytes: read.bytes.length };
  return read.code === 'missing' ? { kind: 'absent' } : { kind: 'refused', reason: `it ${read.reason}` };
}
