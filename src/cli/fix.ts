import type { Review } from '../finding/review.ts';
import type { FoundFile } from '../io/disk/find-templates.ts';
import { writeAtomically } from '../io/disk/write-atomically.ts';
import { fixReport } from '../report/text-fix.ts';
import { type ReviewInput, review } from '../review.ts';
import type { SourceFile } from '../text/source-file.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import { paletteFor } from './colours.ts';
import { type CommandResult, judge, type Session, type Surroundings } from './session.ts';
import { type JudgingOptions, readSettings } from './settings.ts';
import { folderSettings } from './settings-file.ts';
import { widthFor } from './width.ts';

export interface FixOptions extends JudgingOptions {
  readonly dryRun?: boolean;
}

/** A fix may bring the next one within reach; more than a few rounds would mean that they chase each other. */
const MAX_ROUNDS = 10;

interface Changed {
  readonly before: FoundFile;
  readonly after: SourceFile;
}

/** `fix`: writes the proven patches into the templates that the paths lead to, or with `--dry-run` shows them. */
export function fix(paths: readonly string[], options: FixOptions, surroundings: Surroundings): CommandResult {
  const file = folderSettings(options.config, surroundings.cwd);
  if (file.kind === 'refused') return { stdout: '', stderr: [file.message], status: 2 };
  const settings = readSettings(options, surroundings.cwd, file.value);
  if (settings.kind === 'refused') return { stdout: '', stderr: [settings.message], status: 2 };
  const order = { paths, globs: file.value.paths ?? [], settings: settings.value, strict: options.strict ?? false };
  const session = judge(order, surroundings);
  const after = fixedInMemory(session);
  const changed = changedFiles(session, after);
  const dryRun = options.dryRun ?? false;
  const failures = dryRun ? [] : changed.flatMap(({ before, after: { text } }) => write(before, text));
  const failed = new Set(failures.map(({ path }) => path));
  const written = new Set(changed.map(({ after: { path } }) => path).filter((path) => !failed.has(path)));
  const errors = [...failures.map(({ message }) => message), ...session.errors];
  const palette = paletteFor(surroundings.hasColours && !dryRun, options.color ?? true);
  // That nothing is to be fixed says nothing where something was not read.
  const quiet = (options.quiet ?? false) || errors.length > 0;
  const shown = { palette, width: widthFor(surroundings.columns), explain: false, quiet, pathForFix: null };
  const told = fixReport({ before: session.review, after, written, dryRun }, shown);
  const diff = changed.map(({ before, after: { path, text } }) => unifiedDiff(path, before.file.text, text)).join('');
  const notes = options.quiet ? [] : session.notes;
  const status = after.conclusion === 'success' ? 0 : 1;
  return {
    // What a dry run prints goes to git apply, so what else there is to say goes beside it.
    stdout: dryRun ? diff : told,
    stderr: [...(dryRun ? told.split('\n').slice(0, -1) : []), ...notes, ...errors],
    status: errors.length > 0 ? 2 : status,
  };
}

/** The review of the templates with all fixes in them, those too that only the first ones made possible. */
function fixedInMemory(session: Session): Review {
  let input: ReviewInput = session.input;
  let current = session.review;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (current.templates.every(({ fixed }) => fixed === null)) break;
    const judged = current.templates.map(({ file, fixed }) =>
      fixed === null ? file : { path: file.path, text: fixed },
    );
    input = { ...input, head: { ...input.head, judged } };
    current = review(input);
  }
  return current;
}

function changedFiles({ files }: Session, after: Review): readonly Changed[] {
  return after.templates.flatMap(({ file }): Changed[] => {
    const before = files.find((each) => each.file.path === file.path);
    return before === undefined || before.file.text === file.text ? [] : [{ before, after: file }];
  });
}

function write(before: FoundFile, text: string): { path: string; message: string }[] {
  const { path } = before.file;
  const written = writeAtomically(before.path, before.bytes, text);
  return written.kind === 'written' ? [] : [{ path, message: `${path} ${written.reason}` }];
}
