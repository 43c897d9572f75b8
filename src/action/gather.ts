import { answerNeeds, foundAs } from '../answer-needs.ts';
import type { Inputs } from '../config/inputs.ts';
import { pathFilter } from '../config/paths.ts';
import { type InForce, withSettings } from '../config/precedence.ts';
import { NO_SETTINGS } from '../config/settings-file.ts';
import { readBlobs } from '../io/github/blobs.ts';
import {
  type ChangedFile,
  type ChangedFiles,
  compare,
  filesAt,
  headOf,
  pullRequestFiles,
  withUnlisted,
} from '../io/github/changed-files.ts';
import type { GitHub } from '../io/github/client.ts';
import type { Trigger } from '../io/github/event.ts';
import type { Side } from '../judge/input.ts';
import type { ReviewInput } from '../review.ts';
import { type Commits, requestsOf, sidesOf } from '../sides.ts';
import { type FetchedText, type FileAt, fileKey } from '../text/fetched-text.ts';
import { changedRules, followable, isChanged, reviewSettings, settingsIn, type WrongSettings } from './settings.ts';

/** What a review is made from, and what publishing it needs to know of the pull request. */
export interface Gathered {
  readonly kind: 'gathered';
  readonly input: ReviewInput;
  /** The changed files of the comparison; empty when a whole commit is judged. */
  readonly files: readonly ChangedFile[];
  /** Head paths of the files that were read as text. */
  readonly seen: ReadonlySet<string>;
  /** What is wrong with the settings that the change brings in; null where nothing is. */
  readonly broken: WrongSettings | null;
  /** Lines for summary and log: what changes the rules, then what was passed over, and why. */
  readonly notes: readonly string[];
}

type Judgeable = Exclude<Trigger, { kind: 'nothing' }>;

/** What gathering is told besides the trigger. */
interface Order {
  readonly github: GitHub;
  readonly inputs: Inputs;
  /** The commit whose settings hold. */
  readonly settingsSha: string;
  /** Path of the workflow that runs us; null when it is of another repository. */
  readonly workflow: string | null;
  /** YYYY-MM-DD */
  readonly day: string;
}

/** Needed files that one request asks for. */
const AT_ONCE = 50;

/** Reads all that the review of a trigger turns on: changed templates at head and merge base, then what they need. */
export async function gather(
  github: GitHub,
  trigger: Judgeable,
  inputs: Inputs,
  { day, workflow }: Pick<Order, 'day' | 'workflow'>,
): Promise<Gathered | WrongSettings> {
  const order = { github, inputs, settingsSha: trigger.settingsSha, day, workflow };
  if (trigger.kind === 'commit') return gatherCommit(order, trigger.headSha);
  return trigger.kind === 'pull-request' ? gatherPull(order, trigger) : gatherRange(order, trigger);
}

/**
 * Compares with the very commit of the event. GitHub's list of a pull request's files is that of its head as it is now,
 * which a push, or the start of an old run anew, can have moved on: it serves only where a comparison lists too few.
 */
async function gatherPull(
  order: Order,
  trigger: Extract<Trigger, { kind: 'pull-request' }>,
): Promise<Gathered | WrongSettings> {
  const { github } = order;
  const { number, headSha, baseSha, changedFiles } = trigger;
  const compared = await compare(github, baseSha, headSha);
  const mergeBase = compared?.mergeBase ?? baseSha;
  if (compared?.complete === true) return gatherChanged(order, compared, headSha, mergeBase);
  const listed = await pullRequestFiles(github, number, changedFiles);
  const isOfHead = (await headOf(github, number)) === headSha;
  if (listed.complete && isOfHead) return gatherChanged(order, listed, headSha, mergeBase);
  const known = isOfHead ? listed.files : (compared?.files ?? []);
  return gatherChanged(order, await withUnlisted(github, mergeBase, headSha, known), headSha, mergeBase);
}

/** A range whose start GitHub does not have any more (after a forced push) leaves nothing to compare with. */
async function gatherRange(
  order: Order,
  { headSha, baseSha }: Extract<Trigger, { kind: 'range' }>,
): Promise<Gathered | WrongSettings> {
  const { github } = order;
  const compared = await compare(github, baseSha, headSha);
  if (compared === null) return gatherCommit(order, headSha);
  const { mergeBase, files } = compared;
  const changed = compared.complete ? compared : await withUnlisted(github, mergeBase, headSha, files);
  return gatherChanged(order, changed, headSha, mergeBase);
}

/** The settings come with the first files; those that only they look at come with a further request. */
async function gatherChanged(
  order: Order,
  changed: ChangedFiles,
  head: string,
  base: string,
): Promise<Gathered | WrongSettings> {
  const { github, inputs, settingsSha, day } = order;
  const commits = { head, base };
  const at = { commit: settingsSha, path: inputs.config };
  const own = { commit: head, path: inputs.config };
  const first = requestsOf(candidatesAmong(changed, withSettings(inputs, NO_SETTINGS)), commits);
  const asked = [at, ...(isChanged(changed.files, inputs.config) ? [own] : []), ...first];
  const read = await readBlobs(github, distinct(asked));
  const found = settingsIn(read, at, inputs);
  const ownVersion = settingsSha !== head && read.has(fileKey(own)) ? settingsIn(read, own, inputs) : null;
  const followed = followable(found, ownVersion, inputs);
  if (followed.kind === 'wrong') return followed;
  const { inForce } = followed;
  const candidates = candidatesAmong(changed, inForce);
  const also = await alsoRead(github, head, inForce.alsoRead, changed.files, new Set(candidates));
  const files = [...candidates, ...also.files];
  const further = requestsOf(files, commits).filter((request) => !read.has(fileKey(request)));
  const all = new Map([...read, ...(await readBlobs(github, further))]);
  const { head: judged, base: before, renames, notes } = sidesOf(files, commits, all);
  const settings = reviewSettings(inForce);
  const input = { head: completed(judged, changed.complete && also.complete), base: before, renames, settings, day };
  // What was pushed is already in force.
  const rules =
    settingsSha === head
      ? []
      : changedRules(changed.files, inputs, order.workflow, ownVersion, found.kind === 'in-force');
  const made = await brought(github, commits, input);
  return {
    kind: 'gathered',
    input: made,
    files: changed.files,
    seen: seenAmong(files, head, all),
    notes: [...followed.notes, ...rules, ...notes],
    broken: ownVersion?.kind === 'wrong' ? ownVersion : null,
  };
}

function candidatesAmong({ files }: ChangedFiles, { isLookedAt }: InForce): readonly ChangedFile[] {
  return files.filter(({ path, previousPath }) => isLookedAt(path) || isLookedAt(previousPath ?? path));
}

function seenAmong(
  files: readonly ChangedFile[],
  commit: string,
  read: ReadonlyMap<string, FetchedText>,
): ReadonlySet<string> {
  const paths = files.map(({ path }) => path);
  return new Set(paths.filter((path) => read.get(fileKey({ commit, path }))?.kind === 'text'));
}

function distinct(requests: readonly FileAt[]): readonly FileAt[] {
  return [...new Map(requests.map((request) => [fileKey(request), request])).values()];
}

/** A list that GitHub cut off may lack a template: the check must not pass as if it had seen all. */
function completed(side: Side, isComplete: boolean): Side {
  if (isComplete) return side;
  const reason = 'GitHub lists no more files of so large a repository';
  return { ...side, unread: new Map([...side.unread, ['(further files)', reason]]) };
}

/** Templates that are judged whether they changed or not. */
async function alsoRead(
  github: GitHub,
  commit: string,
  globs: readonly string[],
  changed: readonly ChangedFile[],
  candidates: ReadonlySet<ChangedFile>,
): Promise<ChangedFiles> {
  if (globs.length === 0) return { files: [], complete: true };
  const matches = pathFilter(globs);
  const { blobs, complete } = await filesAt(github, commit);
  const known = new Map(changed.map((file) => [file.path, file]));
  const files = [...blobs.keys()].filter(matches).map((path) => known.get(path) ?? plainFile(path, 'unchanged'));
  return { files: files.filter((file) => !candidates.has(file)), complete };
}

function plainFile(path: string, status: string): ChangedFile {
  return { path, previousPath: null, status, patch: null, isSubmodule: false, changes: 0 };
}

/** Judges a whole commit: there is nothing to compare with, so every finding counts. */
async function gatherCommit(
  { github, inputs, settingsSha, day }: Order,
  commit: string,
): Promise<Gathered | WrongSettings> {
  const { blobs, complete } = await filesAt(github, commit);
  const at = { commit: settingsSha, path: inputs.config };
  const read = await readBlobs(github, blobs.has(inputs.config) ? [at] : []);
  const found = followable(settingsIn(read, at, inputs), null, inputs);
  if (found.kind === 'wrong') return found;
  const { inForce } = found;
  const isAlsoRead = inForce.alsoRead.length === 0 ? () => false : pathFilter(inForce.alsoRead);
  const paths = [...blobs.keys()].filter((path) => inForce.isLookedAt(path) || isAlsoRead(path));
  const files = paths.map((path) => plainFile(path, 'added'));
  const commits = { head: commit, base: commit };
  const { head, notes } = sidesOf(files, commits, await readBlobs(github, requestsOf(files, commits)));
  const settings = reviewSettings(inForce);
  const input: ReviewInput = { head: completed(head, complete), base: null, renames: new Map(), settings, day };
  return {
    kind: 'gathered',
    input: await brought(github, commits, input),
    files: [],
    seen: new Set(),
    notes: [...found.notes, ...notes],
    broken: null,
  };
}

const NOT_ASKED: FetchedText = { kind: 'unread', reason: 'it was not asked for' };

/** Brings what the core asks for, until it needs nothing or the budget is spent. */
async function brought(github: GitHub, commits: Commits, first: ReviewInput): Promise<ReviewInput> {
  const asking = answerNeeds(first, AT_ONCE);
  let step = asking.next();
  while (!step.done) {
    const requests = step.value.map((need) => ({ commit: commits[need.side], path: need.path }));
    const read = await readBlobs(github, requests);
    step = asking.next(requests.map((request) => foundAs(request.path, read.get(fileKey(request)) ?? NOT_ASKED)));
  }
  return step.value;
}
