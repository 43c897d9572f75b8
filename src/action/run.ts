import { isAbsolute, relative, resolve } from 'node:path';
import { type Inputs, readInputs } from '../config/inputs.ts';
import type { Review } from '../finding/review.ts';
import { writeOutput } from '../io/disk/write-atomically.ts';
import { connect, type Failure, failureOf, type GitHub, isAnswer } from '../io/github/client.ts';
import { type Trigger, triggerOf } from '../io/github/event.ts';
import { type Annotation, annotationsOf } from '../report/annotations.ts';
import { jsonReport } from '../report/json.ts';
import { prose } from '../report/markdown-escape.ts';
import { leftOutOfPatch, reviewPatch } from '../report/patch.ts';
import { jobSummary } from '../report/summary.ts';
import { forTerminal, inert } from '../report/terminal-escape.ts';
import { count, list } from '../report/words.ts';
import { review } from '../review.ts';
import { dismissedKeys } from './dismissed.ts';
import { type Gathered, gather } from './gather.ts';
import { explain, isRateLimit, publish } from './publish.ts';
import type { WrongSettings } from './settings.ts';

/** What a run is told of the runner. */
export interface Surroundings {
  readonly inputs: ReadonlyMap<string, string>;
  readonly event: { readonly name: string; readonly payload: unknown; readonly sha: string };
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryUrl: string;
  /** Path of the workflow that runs us; null when it is of another repository. */
  readonly workflow: string | null;
  /** The folder for files, unless an input names another. */
  readonly temp: string;
  /** The folder that a checkout goes to; null where there is none. */
  readonly workspace: string | null;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly version: string;
  /**
   * Keeps the token out of the log. Values of parameters are no secrets to the runner: they are never printed, and to
   * mask one such as `1` would take our own outputs from later jobs.
   */
  readonly mask: (secret: string) => void;
}

/** What a run has to show; nothing of it was shown yet, and comments alone were written. */
export interface Outcome {
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** Lines for the log, safe to print. */
  readonly log: readonly string[];
  /** Why the step fails, in one line; null when it does not. */
  readonly failure: string | null;
}

/** Inputs → gather → review → publish. What goes wrong outside is told, and fails the step: it never passes unseen. */
export async function run(surroundings: Surroundings): Promise<Outcome> {
  const read = readInputs(surroundings.inputs);
  if (read.kind === 'wrong') return stopped(read.messages.join('; '));
  const { inputs } = read;
  if (inputs.token === '') return stopped('the input token is empty; it takes ${{ github.token }}');
  surroundings.mask(inputs.token);
  const misplaced = misplacedFile(inputs, surroundings.temp);
  if (misplaced !== null) return stopped(misplaced);
  const { name, payload, sha } = surroundings.event;
  const trigger = triggerOf(name, payload, sha);
  if (trigger.kind === 'nothing') return nothingToDo(trigger.reason);
  const github = connect(inputs.token, surroundings.repository, `das-grant-guard/${surroundings.version}`);
  try {
    const gathered = await gather(github, trigger, inputs, surroundings);
    if (gathered.kind === 'wrong') return stopped(gathered.message);
    return await tell(github, trigger, inputs, gathered, surroundings);
  } catch (error) {
    return stopped(unreachable(failureOf(error)));
  }
}

/** What is wrong with the paths of the two files, or null. */
function misplacedFile({ reportFile, patchFile }: Inputs, temp: string): string | null {
  for (const [name, given] of [['report-file', reportFile] as const, ['patch-file', patchFile] as const]) {
    const isAbove = given !== null && !isAbsolute(given) && relative(temp, resolve(temp, given)).startsWith('..');
    if (isAbove) return `the input ${name} takes a path below RUNNER_TEMP, or an absolute one, not ${given}`;
  }
  const isOne = resolve(temp, reportFile ?? REPORT) === resolve(temp, patchFile ?? PATCH);
  return isOne ? 'the inputs report-file and patch-file name one file' : null;
}

const REPORT = 'das-grant-guard.json';
const PATCH = 'das-grant-guard.patch';

/** The check must not pass when it could not look. */
function stopped(message: string): Outcome {
  const failure = forTerminal(message);
  const summary = `## das-grant-guard: incomplete\n\nNothing was judged: ${prose(message)}\n`;
  return { summary, outputs: { conclusion: 'incomplete' }, annotations: [], log: [], failure };
}

function nothingToDo(reason: string): Outcome {
  const outputs = { conclusion: 'success', findings: '0', introduced: '0', resolved: '0' };
  return { summary: '', outputs, annotations: [], log: [logLine(reason)], failure: null };
}

/** The runner reads what is printed: a path of a pull request must neither begin a line nor a command. */
function logLine(text: string): string {
  return inert(forTerminal(text));
}

function unreachable({ status, message, acceptedPermissions, limitEnds }: Failure): string {
  if (isRateLimit(status, message)) {
    const end = limitEnds === null ? '; run the check again later' : ` until ${limitEnds}; run the check again then`;
    return `the templates could not be read: the token's rate limit at GitHub is reached${end}`;
  }
  const lacking = acceptedPermissions === null ? '' : `; the token needs ${acceptedPermissions}`;
  return `the templates could not be read from GitHub (${status}: ${message.split('\n', 1)[0]}${lacking})`;
}

async function tell(
  github: GitHub,
  trigger: Exclude<Trigger, { kind: 'nothing' }>,
  inputs: Inputs,
  { input, files, seen, notes, broken }: Gathered,
  surroundings: Surroundings,
): Promise<Outcome> {
  const reviewed = review(input);
  // Once merged, no run could be made: that is for this change to mend.
  const made: Review = broken === null ? reviewed : { ...reviewed, conclusion: 'failure' };
  const { repositoryUrl } = surroundings;
  const paths = writeFiles(made, inputs, surroundings);
  const log = [...notes, ...leftOutOfPatch(made), ...paths.problems];
  if (trigger.kind === 'pull-request' && inputs.comment) {
    const { number, headSha } = trigger;
    const isComplete = input.head.unread.size === 0;
    const { maxComments } = inputs;
    const dismissed = dismissedKeys(input);
    const note = await published(() =>
      publish(github, {
        number,
        headSha,
        repositoryUrl,
        review: made,
        files,
        maxComments,
        isComplete,
        seen,
        dismissed,
      }),
    );
    if (note !== null) log.push(note);
  }
  const { errors, warnings, notices, introduced, resolved } = made.summary;
  const failure = broken?.message ?? failureText(made, inputs.failOnExisting);
  const { annotations, unannotated } = annotationsFor(made, failure !== null);
  return {
    summary: jobSummary(made, { site: { repositoryUrl, headSha: trigger.headSha }, notes: log }),
    outputs: {
      conclusion: made.conclusion,
      findings: String(errors + warnings + notices),
      introduced: String(introduced),
      resolved: String(resolved),
      report: paths.report,
      patch: paths.patch,
    },
    annotations: [...(broken === null ? [] : [settingsAnnotation(broken, inputs)]), ...annotations],
    log: [...log, ...unannotated].map(logLine),
    failure: failure === null ? null : forTerminal(failure),
  };
}

function settingsAnnotation({ message, line }: WrongSettings, { config }: Inputs): Annotation {
  const at = line ?? 1;
  const title = 'das-grant-guard: settings';
  return { level: 'error', path: config, line: at, endLine: at, title, message: forTerminal(message) };
}

/**
 * The runner keeps ten errors of a step, and the line that fails the step is one: the least of ten others gives way.
 */
function annotationsFor(made: Review, isFailing: boolean) {
  const { shown, omitted } = annotationsOf(made);
  const errors = shown.filter(({ level }) => level === 'error');
  const last = isFailing && errors.length > MOST_ERRORS ? errors.at(-1) : undefined;
  const annotations = shown.filter((annotation) => annotation !== last);
  const left = omitted + shown.length - annotations.length;
  const unannotated = left === 0 ? [] : [`${left} more findings have no annotation; the summary has them`];
  return { annotations, unannotated };
}

const MOST_ERRORS = 9;

/** The verdict and the summary stand, whatever becomes of the comments. */
async function published(work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    return isAnswer(error)
      ? explain(failureOf(error))
      : `the comments could not be brought up to date: ${String(error)}`;
  }
}

function writeFiles(made: Review, inputs: Inputs, { temp, workspace, version }: Surroundings) {
  const problems: string[] = [];
  const write = (given: string | null, name: string, text: string): string => {
    const path = resolve(temp, given ?? name);
    const written = writeOutput(path, text, [resolve(temp), ...(workspace === null ? [] : [resolve(workspace)])]);
    if (written.kind === 'written') return path;
    problems.push(`${path} ${written.reason}: it was not written`);
    return '';
  };
  const tool = { name: 'das-grant-guard', version };
  const patch = reviewPatch(made);
  return {
    report: write(inputs.reportFile, REPORT, jsonReport(made, { tool, explain: false })),
    patch: patch === '' && inputs.patchFile === null ? '' : write(inputs.patchFile, PATCH, patch),
    problems,
  };
}

function failureText(made: Review, failOnExisting: boolean): string | null {
  if (made.conclusion === 'success') return null;
  if (made.conclusion === 'incomplete')
    return 'not everything could be read, so nothing can be said for certain; see the summary';
  const findings = made.templates.flatMap((template) => template.findings);
  const counting = findings.filter(
    ({ introduced, suppressed }) => suppressed === null && (introduced || failOnExisting),
  );
  const counts = (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const number = counting.filter((finding) => finding.level === level).length;
    return number === 0 ? [] : [count(number, level)];
  });
  return `${list(counts)} on the grant that an activity stream needs; see the summary`;
}
