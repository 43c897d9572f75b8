import { basename, resolve } from 'node:path';
import { pathFilter } from '../config/paths.ts';
import type { Problem } from '../finding/problem.ts';
import type { Review, TemplateReport } from '../finding/review.ts';
import { type Found, type FoundFile, findTemplates, type UnreadPath } from '../io/disk/find-templates.ts';
import { readNeed } from '../io/disk/read-need.ts';
import { decode } from '../io/disk/read-text.ts';
import { rootsFor, siblingNames } from '../io/disk/roots.ts';
import { type ReviewInput, review } from '../review.ts';
import { textOrPointer } from '../text/fetched-text.ts';
import { positionOf } from '../text/line-index.ts';
import { findBeside } from './beside.ts';
import { mayBeTemplate } from './candidate.ts';
import { gather } from './gather.ts';
import { nearest } from './nearest.ts';
import type { Settings } from './settings.ts';

/** What a command is told of the process that it runs in. */
export interface Surroundings {
  /** Absolute path of the working folder. */
  readonly cwd: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** The version of this program. */
  readonly version: string;
  /** Columns of the terminal, or null when none reads the output. */
  readonly columns: number | null;
  /** Whether the terminal takes colours. */
  readonly hasColours: boolean;
  /** Shows how far the work is, should it take long; the empty text takes it away. */
  readonly progress: (text: string) => void;
}

/** What a command has to say, and its exit status. */
export interface CommandResult {
  readonly stdout: string;
  /** One line each, without line end. */
  readonly stderr: readonly string[];
  readonly status: 0 | 1 | 2;
}

/** The files of a run and what the program says of them. */
export interface Session {
  readonly files: readonly FoundFile[];
  readonly input: ReviewInput;
  readonly review: Review;
  /** Why the run as a whole counts as one that could not be done, one line each. */
  readonly errors: readonly string[];
  /** Paths of the files that those lines are about. */
  readonly told: ReadonlySet<string>;
  /** What the user should know, and what changes nothing. */
  readonly notes: readonly string[];
}

/** What to judge, and how. */
export interface Order {
  /** Files and folders that the user named; none stands for the working folder. */
  readonly paths: readonly string[];
  /** What of the files below folders is looked at; all without any. */
  readonly globs: readonly string[];
  readonly settings: Settings;
  /** Whether a named file that is no template is an error. */
  readonly strict: boolean;
}

/** Reads the templates that the paths lead to, fetches what they turn on, and reviews them. */
export function judge(order: Order, surroundings: Surroundings): Session {
  const { paths, globs, settings, strict } = order;
  const { cwd, day, progress } = surroundings;
  const { files, pointers, failures } = withoutPointers(wanted(find(paths, surroundings), globs));
  progress(`judging ${files.length} files`);
  const { beside, unread: leftOut } = findBeside(files, { cwd, paths, globs, environment: settings.environment });
  const failed = [...failures, ...pointers].map(({ path, reason }) => [path, `it ${reason}`] as const);
  const unread = new Map([...failed, ...leftOut]);
  const head = { judged: files.map(({ file }) => file), beside, fetched: new Map(), unread };
  const roots = rootsFor(paths, cwd);
  const input = gather({ head, base: null, renames: new Map(), settings, day }, ({ path }) =>
    readNeed(path, cwd, roots),
  );
  const made = review(input);
  progress('');
  const named = made.templates.filter(({ file }) => files.some((each) => each.named && each.file === file));
  const rejects = named.filter(({ kind }) => kind === 'rejected');
  const others = named.filter(({ kind }) => kind === 'other').map(notATemplate);
  const errors = [
    ...failures.map((failure) => unreadable(failure, cwd)),
    ...rejects.map(rejected),
    ...(strict ? others : []),
  ];
  return {
    files,
    input,
    review: errors.length === 0 ? made : couldNotRun(made, rejects),
    errors,
    told: new Set([...failures, ...rejects.map(({ file }) => file)].map(({ path }) => path)),
    notes: strict ? [] : others,
  };
}

/** A run that could not be done as asked did not succeed, whatever the files that it read hold. */
function couldNotRun(made: Review, rejects: readonly TemplateReport[]): Review {
  const templates = made.templates.map((template) => {
    const problems = template.problems.map((problem) => ({ ...problem, incomplete: true }));
    return rejects.includes(template) ? { ...template, problems } : template;
  });
  return { ...made, templates, conclusion: made.conclusion === 'success' ? 'incomplete' : made.conclusion };
}

/** What Git LFS keeps elsewhere is not read: a file that was named is a failure, one of a template's name a problem. */
function withoutPointers({ files, failures }: Found) {
  const isPointer = ({ file }: FoundFile) => textOrPointer(file.text).kind === 'unread';
  const reason = 'is kept in Git LFS: fetch it with git lfs pull';
  const pointers = files.filter(isPointer).map(({ file: { path }, named }) => ({ path, named, reason }));
  const isLookedAt = pathFilter([]);
  return {
    files: files.filter((file) => !isPointer(file)),
    pointers: pointers.filter(({ named, path }) => !named && isLookedAt(path)),
    failures: [...failures, ...pointers.filter(({ named }) => named)],
  };
}

function find(paths: readonly string[], { cwd, progress }: Surroundings): Found {
  let looked = 0;
  const onFile = () => {
    looked += 1;
    if (looked % 100 === 0) progress(`looking for templates: ${looked} files`);
  };
  return findTemplates(paths.length === 0 ? ['.'] : paths, { cwd, isCandidate, onFile });
}

function isCandidate(bytes: Uint8Array): boolean {
  return mayBeTemplate(bytes) || textOrPointer(decode(bytes.subarray(0, LONGEST_POINTER))).kind === 'unread';
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LONGEST_POINTER = 1024;

function wanted({ files, failures }: Found, globs: readonly string[]): Found {
  if (globs.length === 0) return { files, failures };
  const isLookedAt = pathFilter(globs);
  return { files: files.filter(({ named, file }) => named || isLookedAt(file.path)), failures };
}

function unreadable({ path, reason }: UnreadPath, cwd: string): string {
  if (reason !== 'does not exist') return `${path} ${reason}`;
  const meant = nearest(basename(path), siblingNames(resolve(cwd, path)));
  return meant === null
    ? `${path} does not exist: check its spelling`
    : `${path} does not exist: did you mean ${meant}?`;
}

/** What, where, and what to do. */
function rejected({ file, problems }: TemplateReport): string {
  const problem: Problem | undefined = problems[0];
  const message = problem?.message ?? 'this is neither YAML nor JSON';
  const { line, column } = positionOf(file, problem?.location?.range.start ?? 0);
  // The other codes come with advice of their own.
  const advice = problem === undefined || problem.code === 'parse' ? '; correct it, or leave the file out' : '';
  return `${file.path}:${line}:${column}: ${message}${advice}`;
}

function notATemplate({ file }: TemplateReport): string {
  return `${file.path} is no CloudFormation template (it has no Resources with a Type): nothing to check in it`;
}
