// The pairs of templates to be judged: each case folder's before and after, and each example with our fix applied.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TEMPLATE = /\.(ya?ml|json|template)$/;

function named(folder, stem) {
  const name = readdirSync(folder).find((each) => TEMPLATE.test(each) && each.replace(TEMPLATE, '') === stem);
  return name === undefined ? null : join(folder, name);
}

/** A case without `after` is one that has no patch, so there is nothing to be judged. */
function casePair(folder, sentence) {
  const [before, after] = [named(folder, 'before'), named(folder, 'after')];
  if (after !== null && before === null) return { name: sentence, problem: 'has an after and no before' };
  return after === null ? null : { name: sentence, before, after };
}

export function casePairs() {
  const folder = join(root, '__tests__/fixtures/cases');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((sentence) => casePair(join(folder, sentence), sentence))
    .filter((pair) => pair !== null);
}

/** Applies what `fix --dry-run` prints with git, so that the patch itself is judged too. */
function fixed(folder, path) {
  const cli = join(root, 'dist/cli.js');
  const fix = spawnSync(process.execPath, [cli, 'fix', '--dry-run', '--no-color', path], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (fix.status !== 0 && fix.status !== 1) return `fix ended with status ${fix.status}: ${fix.stderr}`;
  if (!/^--- /m.test(fix.stdout)) return null;
  const apply = spawnSync('git', ['apply', '-'], { cwd: folder, input: fix.stdout, encoding: 'utf8' });
  return apply.status === 0 ? null : `git apply refused the patch: ${apply.stderr}`;
}

/** The examples twice in the scratch folder: as they are, and as our fix leaves them. */
export function examplePairs(scratch) {
  const source = join(root, 'examples');
  if (!existsSync(source)) return [];
  const [before, after] = [join(scratch, 'before'), join(scratch, 'after')];
  for (const copy of [before, after]) {
    mkdirSync(copy, { recursive: true });
    cpSync(source, copy, { recursive: true });
  }
  return readdirSync(source, { recursive: true })
    .filter((path) => TEMPLATE.test(path) && /\bResources\b/.test(readFileSync(join(source, path), 'utf8')))
    .sort()
    .map((path) => {
      const problem = fixed(after, path);
      const pair = { name: `examples/${path}`, before: join(before, path), after: join(after, path) };
      return problem === null ? pair : { ...pair, problem };
    });
}
