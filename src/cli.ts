import type { Command, CommanderError } from 'commander';
import type { DemoOptions, DemoResult } from './cli/demo.ts';
import type { FixOptions } from './cli/fix.ts';
import { CHECK_HELP, DEMO_HELP, EXPLAIN_HELP, FIX_HELP, MAIN_HELP, REVIEW_HELP } from './cli/help.ts';
import { lateProgress } from './cli/progress.ts';
import type { ReviewOptions } from './cli/review.ts';
import type { CommandResult, Surroundings } from './cli/session.ts';
import type { CheckOptions } from './cli/settings.ts';
import { forTerminal, inert } from './report/terminal-escape.ts';

/** Put in by the bundler. */
declare const __VERSION__: string;

/** Longer and a terminal of 80 columns breaks the line. */
const HELP_COLUMNS = 80;

// A reader that stops reading (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await main(process.argv);

/** The one place that catches. What a command needs is loaded when it runs. */
async function main(argv: readonly string[]): Promise<void> {
  const commander = await import('commander');
  try {
    await program(new commander.Command('das-grant-guard')).parseAsync(argv);
  } catch (error) {
    process.exitCode = error instanceof commander.CommanderError ? refused(error) : crashed(error);
  }
}

/** Help and version end here too, with status 0; they were printed already. */
function refused({ exitCode, code, message }: CommanderError): number {
  if (exitCode === 0) return 0;
  // Without a command the help was printed, which says more than a line could.
  if (code === 'commander.help') return 2;
  const line = message.replace(/^error: /, '').replaceAll('\n', ' ');
  complain(line.includes('Did you mean') ? line : `${line}: see das-grant-guard --help`);
  return 2;
}

function crashed(error: unknown): number {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`das-grant-guard: this is a defect of das-grant-guard, please report it: ${text}\n`);
  return 2;
}

/** A line may hold the name of a file, which may be anything. */
function complain(line: string): void {
  process.stderr.write(`das-grant-guard: ${inert(forTerminal(line))}\n`);
}

function finish({ stdout, stderr, status }: CommandResult | DemoResult): void {
  process.stdout.write(stdout);
  for (const line of stderr) complain(line);
  process.exitCode = status;
}

function program(root: Command): Command {
  root
    .description(
      'Finds the KMS grant that the custom resource of a Database Activity Stream\nlacks, and proposes the minimal patch.',
    )
    .version(__VERSION__, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', MAIN_HELP)
    .configureOutput({
      getOutHelpWidth: () => HELP_COLUMNS,
      getErrHelpWidth: () => HELP_COLUMNS,
      outputError: () => {},
    })
    .exitOverride();
  addCheck(root);
  addReview(root);
  addFix(root);
  addExplain(root);
  addDemo(root);
  return root;
}

function addCheck(root: Command): void {
  reporting(judging(root.command('check [PATH...]'), '[PATH...]'))
    .summary('find what is wrong in templates or folders')
    .description('Says what is wrong in templates or folders (default: the current folder).')
    .addHelpText('after', CHECK_HELP)
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import('./cli/check.ts');
      finish(check(paths, options, surroundings(options.quiet ?? false)));
    });
}

function addReview(root: Command): void {
  reporting(judging(root.command('review'), '--base REF'))
    .summary('say what the Action would say of a range of commits')
    .description('Reviews what changed between the merge base with a ref and the head.')
    .requiredOption('--base <ref>', 'what the change is to be merged into')
    .option('--head <ref>', 'the change (default: the working tree)')
    .addHelpText('after', REVIEW_HELP)
    .action(async (options: ReviewOptions) => {
      const { reviewLocally } = await import('./cli/review.ts');
      finish(reviewLocally(options, surroundings(options.quiet ?? false)));
    });
}

/** The options of the commands that report. */
function reporting(command: Command): Command {
  return command
    .option('--format <name>', 'text, json, markdown or patch (default: text)')
    .option('--output <file>', 'write the report here (default: standard output)')
    .option('--explain', 'tell what each statement did')
    .option('--fail-on <level>', 'error, warning, notice or never (default: error)')
    .option('--fail-on-existing', 'let what is not new fail too; to check, all is new')
    .option('--on-incomplete <what>', 'fail or pass if a file was not read (default: fail)');
}

function addFix(root: Command): void {
  judging(root.command('fix [PATH...]'), '[PATH...]')
    .summary('write the proven patches into the files')
    .description('Writes the proven patches into templates (default: those below the current\nfolder).')
    .option('--dry-run', 'print the patch and write nothing')
    .addHelpText('after', FIX_HELP)
    .action(async (paths: string[], options: FixOptions) => {
      const { fix } = await import('./cli/fix.ts');
      finish(fix(paths, options, surroundings(options.quiet ?? false)));
    });
}

function addExplain(root: Command): void {
  root
    .command('explain RULE')
    .summary("print a rule's page")
    .description("Prints a rule's page: what it finds, why it matters, and what to do.")
    .usage('RULE')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXPLAIN_HELP)
    .action(async (rule: string) => {
      const { explain } = await import('./cli/explain.ts');
      finish(explain(rule));
    });
}

function addDemo(root: Command): void {
  root
    .command('demo')
    .summary('run the Action on a sample pull request, here')
    .description(
      'Runs the Action on a sample pull request against a GitHub that is emulated on\nthis machine: the review, its suggestion applied, and the review after.',
    )
    .usage('[options]')
    .helpOption('-h, --help', 'print this help')
    .option('--serve', 'keep a page open that shows the pull request')
    .option('--port <number>', 'port of the page (default: any that is free)')
    .addHelpText('after', DEMO_HELP)
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./cli/demo.ts');
      finish(await demo(options));
    });
}

/** The options of every command that judges templates. */
function judging(command: Command, operands: string): Command {
  const collect = (value: string, before: readonly string[] = []) => [...before, value];
  return command
    .usage(`[options] ${operands}`)
    .helpOption('-h, --help', 'print this help')
    .option('--config <file>', 'settings (default: .github/das-grant-guard.yml)')
    .option('--region <name>', "the stack's region (default: left open)")
    .option('--account <id>', "the stack's account id (default: left open)")
    .option('--partition <name>', 'aws, aws-cn, aws-us-gov, … (default: aws)')
    .option('--parameter <Name=Value>', 'value of a parameter; may be repeated', collect)
    .option('--parameters <file>', "values of parameters: CloudFormation's JSON")
    .option('--grant-conditions <list>', 'conditions of CreateGrant, or none (default: both)')
    .option('--strict', 'exit 2 for a named file that is no template')
    .option('--no-color', 'no colours (default: when a terminal reads it)')
    .option('--quiet', 'print findings and errors only');
}

function surroundings(isQuiet: boolean): Surroundings {
  const { stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    day: new Date().toISOString().slice(0, 10),
    version: __VERSION__,
    columns: stdout.isTTY ? stdout.columns : null,
    hasColours: stdout.isTTY && stdout.hasColors(),
    progress: lateProgress(stderr.isTTY && !isQuiet ? (text) => stderr.write(text) : null),
  };
}
