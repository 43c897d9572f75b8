// What each judge says of a list of files: a map from path to its findings, {rule, resource, message}.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { python, tools } from './install.js';

// A linter's own settings file in the current folder would change its verdict.
const elsewhere = { cwd: tmpdir(), encoding: 'utf8', maxBuffer: 1 << 30, timeout: 600_000 };

function lines(command, args) {
  const { stdout, stderr, error } = spawnSync(command, args, elsewhere);
  if (error !== undefined) throw error;
  if (stdout.trim() === '') throw new Error(`${command} said nothing: ${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** All errors and warnings of cfn-lint, in one process since it takes a second to start. */
export function cfnLint(paths) {
  const args = ['--format', 'json', '--regions', 'us-east-1', '--', ...paths];
  const { stdout, stderr, error } = spawnSync(join(dirname(python), 'cfn-lint'), args, elsewhere);
  if (error !== undefined) throw error;
  const verdicts = new Map(paths.map((path) => [path, []]));
  let matches;
  try {
    matches = JSON.parse(stdout);
  } catch {
    throw new Error(`cfn-lint did not finish: ${stderr.slice(-2000)}`);
  }
  for (const { Filename, Rule, Location, Message } of matches) {
    const [section, name] = Location.Path ?? [];
    const finding = { rule: Rule.Id, resource: section === 'Resources' ? name : '', message: Message };
    if (/^[EW]/.test(Rule.Id)) verdicts.get(Filename).push(finding);
  }
  return verdicts;
}

/** The errors of AWS's own validator. A panic of it is a finding of its own: bad where the file before had none. */
export function validator(paths) {
  const verdicts = new Map();
  let rest = paths;
  while (rest.length > 0) {
    const answers = lines(process.execPath, [join(tools, 'peers/validate.js'), ...rest]);
    for (const { path, findings, panic } of answers) {
      verdicts.set(path, findings ?? [{ rule: 'panic', resource: '', message: panic }]);
    }
    rest = rest.slice(answers.length);
  }
  return verdicts;
}

const isSam = (path) => readFileSync(path, 'utf8').includes('AWS::Serverless-2016-10-31');

/** What the SAM translator refuses; it says nothing of a template without its transform. */
export function samTranslator(paths) {
  const verdicts = new Map(paths.map((path) => [path, []]));
  const sam = paths.filter(isSam);
  if (sam.length === 0) return verdicts;
  for (const [index, answer] of lines(python, [join(tools, 'sam-oracle/run.py'), ...sam]).entries()) {
    const refused = Object.keys(answer).length === 1 && 'error' in answer;
    if (refused) verdicts.get(sam[index]).push({ rule: 'refused', resource: '', message: answer.error });
  }
  return verdicts;
}
