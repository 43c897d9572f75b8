import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { foundAs } from '../answer-needs.ts';
import { pathFilter } from '../config/paths.ts';
import { type FileSettings, SETTINGS_PATH } from '../config/settings-file.ts';
import { readNeed } from '../io/disk/read-need.ts';
import { MAX_BYTES, type ReadBytes, readBytes, TOO_LARGE } from '../io/disk/read-text.ts';
import { filesAt, type GitRange, gitRange, readAtCommit } from '../io/git/range.ts';
import { type ReviewInput, review } from '../review.ts';
import { type ChangedPath, requestsOf, sidesOf } from '../sides.ts';
import { type FetchedText, type FileAt, fetchedText, fileKey } from '../text/fetched-text.ts';
import { reported } from './check.ts';
import { gather } from './gather.ts';
import type { CommandResult, Session, Surroundings } from './session.ts';
import { type CheckOptions, readFormat, readSettings, type Settings } from './settings.ts';
import { settingsFrom } from './settings-file.ts';

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
  const found = gitRange(surroundings.cwd, options.base, options.head ?? null);
  if (found.kind === 'failed') return refused(found.reason);
  const { top, base, head } = found.range;
  const file = settingsFrom(options.config, surroundings.cwd, () => fromGit(readAtCommit(top, base, SETTINGS_PATH)));
  if (file.kind === 'refused') return refused(file.message);
  const settings = readSettings(options, surroundings.cwd, file.value);
  if (settings.kind === 'refused') return refused(settings.message);
  const session = judgeRange(found.range, file.value, settings.value, surroundings.day);
  // Of a commit, `fix` would write another tree.
  const pathForFix = head === null ? (path: string) => relative(surroundings.cwd, join(top, path)) : null;
  const said = { ...options, pathForFix };
  const isChanged = found.range.files.some(({ path, previousPath }) => [path, previousPath].includes(SETTINGS_PATH));
  if (options.config === undefined && isChanged) {
    const note = `${SETTINGS_PATH} is changed here; what holds is what ${options.base} has`;
    return reported(format.value, { ...session, notes: [note, ...session.notes] }, said, surroundings);
  }
  return reported(format.value, session, said, surroundings);
}

/** Reads both sides of a range as the Action reads those of a pull request, and reviews them. */
function judgeRange(range: GitRange, file: FileSettings, settings: Settings, day: string): Session {
  const files = changedFiles(range, file);
  const commits = { head: range.head ?? 'the working tree', base: range.mergeBase };
  const submodules = new Set(files.filter(({ isSubmodule }) => isSubmodule).map(({ path }) => path));
  const readAt = ({ commit, path }: FileAt): FetchedText => {
    if (submodules.has(path)) return { kind: 'absent' };
    return asFetched(commit === commits.head ? headOf(range, path) : baseOf(range, path));
  };
  const read = new Map(requestsOf(files, commits).map((request) => [fileKey(request), readAt(request)]));
  const { head, base, renames, notes } = sidesOf(files, commits, read);
  const first: ReviewInput = { head, base, renames, settings, day };
  const input = gather(first, ({ side, path }) => foundAs(path, readAt({ commit: commits[side], path })));
  return { files: [], input, review: review(input), errors: [], told: new Set(), notes };
}

/** The changed files with a name that is looked at, and those that the settings have read besides. */
function changedFiles({ top, head, files }: GitRange, { paths, alsoRead }: FileSettings): readonly ChangedPath[] {
  const isLookedAt = pathFilter(paths ?? []);
  const changed = files.filter(({ path, previousPath }) => isLookedAt(path) || isLookedAt(previousPath ?? path));
  if (alsoRead === null || alsoRead.length === 0) return changed;
  const further = filesAt(top, head)
    .filter(pathFilter(alsoRead))
    .filter((path) => changed.every((file) => file.path !== path))
    .map((path) => files.find((file) => file.path === path) ?? unchanged(path));
  return [...changed, ...further];
}

function unchanged(path: string): ChangedPath {
  return { path, previousPath: null, status: 'unchanged', isSubmodule: false };
}

function asFetched(read: ReadBytes): FetchedText {
  if (read.kind === 'read') return fetchedText(read.bytes);
  if (read.code === 'missing') return { kind: 'absent' };
  return { kind: read.code === 'unreadable' ? 'unread' : 'skipped', reason: `it ${read.reason}` };
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
  if (bytes === null) return { kind: 'failed', code: 'missing', reason: 'is not in that commit' };
  return bytes.length > MAX_BYTES ? TOO_LARGE : { kind: 'read', bytes };
}
