import type { Inputs } from '../config/inputs.ts';
import { pathFilter } from '../config/paths.ts';
import { type BlobRequest, blobKey, type FetchedText, readBlobs } from '../io/github/blobs.ts';
import {
  type ChangedFile,
  type ChangedFiles,
  filesAt,
  filesBetween,
  mergeBase,
  pullRequestFiles,
} from '../io/github/changed-files.ts';
import type { GitHub } from '../io/github/client.ts';
import type { Trigger } from '../io/github/event.ts';
import type { Settings, Side } from '../judge/input.ts';
import { type Need, needs, type ReviewInput } from '../review.ts';
import { mayHoldCustomResource } from '../syntax/prefilter.ts';
import type { SourceFile } from '../text/source-file.ts';

/** What a review is made from, and what publishing it needs to know of the pull request. */
export interface Gathered {
  readonly input: ReviewInput;
  /** The changed files of the comparison; empty when a whole commit is judged. */
  readonly files: readonly ChangedFile[];
  /** Lines for the log: what was passed over, and why. */
  readonly notes: readonly string[];
}

/** At most so much is fetched for `needs` (design law 1). */
const NEED_ROUNDS = 4;
const NEED_FILES = 100;
const NEED_BYTES = 10 * 1024 * 1024;

type Judgeable = Exclude<Trigger, { kind: 'nothing' }>;

/** Reads all that the review of a trigger turns on: changed templates at head and merge base, then what they need. */
export async function gather(github: GitHub, trigger: Judgeable, inputs: Inputs, day: string): Promise<Gathered> {
  const settings = settingsOf(inputs);
  const isCandidate = pathFilter(inputs.paths);
  if (trigger.kind === 'commit') return gatherCommit(github, trigger.headSha, isCandidate, { settings, day });
  const changed = await changedFiles(github, trigger);
  const candidates = changed.files.filter(
    ({ path, previousPath }) => isCandidate(path) || isCandidate(previousPath ?? path),
  );
  const also = await alsoRead(github, trigger.headSha, inputs.alsoRead, candidates);
  const files = [...candidates, ...also];
  if (files.length === 0) {
    return { input: emptyInput(settings, day, changed), files: changed.files, notes: [] };
  }
  const base = trigger.kind === 'range' ? trigger.baseSha : await mergeBase(github, trigger.baseSha, trigger.headSha);
  const commits = { head: trigger.headSha, base };
  const read = await readBlobs(github, requestsOf(files, commits));
  const { head, baseSide, renames, notes } = sidesOf(files, commits, read);
  const input = { head: withIncompleteList(head, changed), base: baseSide, renames, settings, day };
  return { input: await answerNeeds(github, commits, input), files: changed.files, notes };
}

function settingsOf(inputs: Inputs): Settings {
  const { partition, region, account, parameters, grantConditions, failOn, failOnExisting, onIncomplete } = inputs;
  return {
    environment: { partition, region, account, parameters },
    grantConditions,
    failOn,
    failOnExisting,
    onIncomplete,
  };
}

function changedFiles(github: GitHub, trigger: Exclude<Judgeable, { kind: 'commit' }>): Promise<ChangedFiles> {
  return trigger.kind === 'pull-request'
    ? pullRequestFiles(github, trigger.number)
    : filesBetween(github, trigger.baseSha, trigger.headSha);
}

const NOTHING: Side = { judged: [], fetched: new Map(), unread: new Map() };

function emptyInput(settings: Settings, day: string, changed: ChangedFiles): ReviewInput {
  return { head: withIncompleteList(NOTHING, changed), base: NOTHING, renames: new Map(), settings, day };
}

/** A list that GitHub cut off may lack a template: the check must not pass as if it had seen all. */
function withIncompleteList(side: Side, { complete }: ChangedFiles): Side {
  if (complete) return side;
  const reason = 'GitHub lists no more files of so large a change';
  return { ...side, unread: new Map([...side.unread, ['(further changed files)', reason]]) };
}

/** Templates that are judged although they did not change. */
async function alsoRead(
  github: GitHub,
  commit: string,
  globs: readonly string[],
  known: readonly ChangedFile[],
): Promise<readonly ChangedFile[]> {
  if (globs.length === 0) return [];
  const matches = pathFilter(globs);
  const { blobs } = await filesAt(github, commit);
  const listed = new Set(known.map(({ path }) => path));
  return [...blobs.keys()]
    .filter((path) => matches(path) && !listed.has(path))
    .map((path) => ({ path, previousPath: null, status: 'unchanged', patch: null, changes: 0 }));
}

interface Commits {
  readonly head: string;
  readonly base: string;
}

function requestsOf(files: readonly ChangedFile[], { head, base }: Commits): readonly BlobRequest[] {
  return files.flatMap(({ path, previousPath, status }) => [
    ...(status === 'removed' ? [] : [{ commit: head, path }]),
    ...(status === 'added' ? [] : [{ commit: base, path: previousPath ?? path }]),
  ]);
}

/** Sorts what was read into the two sides; a pair that can hold no custom resource is dismissed unparsed (law 9). */
function sidesOf(files: readonly ChangedFile[], commits: Commits, read: ReadonlyMap<string, FetchedText>) {
  const head: SourceFile[] = [];
  const base: SourceFile[] = [];
  const renames = new Map<string, string>();
  const unread = new Map<string, string>();
  const notes: string[] = [];
  for (const { path, previousPath } of files) {
    const after = read.get(blobKey({ commit: commits.head, path }));
    const before = read.get(blobKey({ commit: commits.base, path: previousPath ?? path }));
    for (const one of [after, before]) {
      if (one?.kind === 'skipped') notes.push(`${path} was passed over: ${one.reason}`);
      if (one?.kind === 'unread') unread.set(path, one.reason);
    }
    const texts = [after, before].map((one) => (one?.kind === 'text' ? one.text : null));
    if (!texts.some((text) => text !== null && mayHoldCustomResource(text))) continue;
    const [headText = null, baseText = null] = texts;
    if (headText !== null) head.push({ path, text: headText });
    if (baseText !== null) base.push({ path: previousPath ?? path, text: baseText });
    if (previousPath !== null) renames.set(path, previousPath);
  }
  const side = (judged: readonly SourceFile[]): Side => ({ judged, fetched: new Map(), unread: new Map() });
  return { head: { ...side(head), unread }, baseSide: side(base), renames, notes };
}

/** Judges a whole commit: there is nothing to compare with, so every finding counts. */
async function gatherCommit(
  github: GitHub,
  commit: string,
  isCandidate: (path: string) => boolean,
  context: { readonly settings: Settings; readonly day: string },
): Promise<Gathered> {
  const { blobs, complete } = await filesAt(github, commit);
  const paths = [...blobs.keys()].filter(isCandidate);
  const files = paths.map((path) => ({ path, previousPath: null, status: 'added', patch: null, changes: 0 }));
  const commits = { head: commit, base: commit };
  const { head, notes } = sidesOf(files, commits, await readBlobs(github, requestsOf(files, commits)));
  const side = withIncompleteList(head, { files, complete });
  const input: ReviewInput = { head: side, base: null, renames: new Map(), ...context };
  return { input: await answerNeeds(github, commits, input), files: [], notes };
}

/** Asks the core what it still needs and brings it, until it needs nothing or the budget is spent. */
async function answerNeeds(github: GitHub, commits: Commits, first: ReviewInput): Promise<ReviewInput> {
  let input = first;
  let files = NEED_FILES;
  let bytes = NEED_BYTES;
  for (let round = 0; round < NEED_ROUNDS; round++) {
    const wanted = needs(input);
    if (wanted.length === 0) return input;
    const affordable = bytes > 0 ? wanted.slice(0, files) : [];
    const read = await readBlobs(
      github,
      affordable.map((need) => ({ commit: commits[need.side], path: need.path })),
    );
    for (const text of read.values()) if (text.kind === 'text') bytes -= text.text.length;
    files -= affordable.length;
    input = bring(input, wanted, (need) => read.get(blobKey({ commit: commits[need.side], path: need.path })));
  }
  return bring(input, needs(input), () => undefined);
}

/** Puts what was fetched into its side; what was not fetched is unread, so that the analysis is incomplete. */
function bring(
  input: ReviewInput,
  wanted: readonly Need[],
  read: (need: Need) => FetchedText | undefined,
): ReviewInput {
  const add = (name: 'head' | 'base', side: Side): Side => {
    const fetched = new Map(side.fetched);
    const unread = new Map(side.unread);
    for (const need of wanted.filter(({ side: own }) => own === name)) {
      const text = read(need);
      if (text?.kind === 'text') fetched.set(need.path, { path: need.path, text: text.text });
      else if (text?.kind === 'absent') fetched.set(need.path, null);
      else unread.set(need.path, text?.reason ?? 'the budget for further files is spent');
    }
    return { ...side, fetched, unread };
  };
  return { ...input, head: add('head', input.head), base: input.base === null ? null : add('base', input.base) };
}
