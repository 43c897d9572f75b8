// Our expansion of SAM functions against aws-sam-translator's: the same pairs of role and statement.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../engine.js';
import { python, tools } from '../install.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const FOLDERS = [
  ...['sam', 'words'].map((name) => join(root, '__tests__/fixtures', name)),
  ...['streams', 'silent', 'awkward'].map((name) => join(root, '../shared/templates', name)),
];

function samTemplates() {
  return FOLDERS.filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => /\.(ya?ml|json)$/.test(path) && /AWS::Serverless-2016-10-31/.test(readFileSync(path, 'utf8')));
}

/** For each SAM template that the translator takes: what one of the two has and the other has not. */
export async function samDifferences() {
  const { pairsOf } = await load('tools/peers/sam/statements.ts');
  const paths = samTemplates();
  const { stdout, error } = spawnSync(python, [join(tools, 'sam-oracle/run.py'), ...paths], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  const translated = stdout.trim().split('\n');
  return paths.flatMap((path, index) => {
    const theirs = JSON.parse(translated[index]);
    const name = `sam: ${path.split('/').at(-1)}`;
    if (Object.keys(theirs).join() === 'error') return [];
    // Both are read under one path, so that their parameters have one name.
    const [ours, judge] = [readFileSync(path, 'utf8'), translated[index]].map((text) => pairsOf('stack.yaml', text));
    const lost = judge.filter((line) => !ours.includes(line)).map((line) => `only SAM: ${line}`);
    const added = ours.filter((line) => !judge.includes(line)).map((line) => `only we: ${line}`);
    return [{ name, said: [...lost, ...added], pairs: judge.length }];
  });
}
