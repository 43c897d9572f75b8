import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Review } from '../../src/finding/review.ts';
import { type CommentPlan, type PlanInput, planComments } from '../../src/report/plan-comments.ts';
import { parseHunks } from '../../src/text/hunks.ts';

export const SITE = {
  repositoryUrl: 'https://github.com/acme/stacks',
  headSha: '0123456789abcdef0123456789abcdef01234567',
};

/** git's patches of pairs of texts, from the first hunk on as GitHub gives them; one call of git for all. */
export function gitPatches(pairs: readonly (readonly [before: string, after: string])[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-'));
  try {
    for (const side of ['a', 'b'] as const) mkdirSync(join(folder, side));
    for (const [index, [before, after]] of pairs.entries()) {
      writeFileSync(join(folder, 'a', `${index}`), before);
      writeFileSync(join(folder, 'b', `${index}`), after);
    }
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const settings = ['-c', 'core.autocrlf=false', '-c', 'core.safecrlf=false', '-c', 'core.quotePath=false'];
    const options = ['--no-index', '--text', '--no-renames', '--no-color', '--src-prefix=a/', '--dst-prefix=b/'];
    const run = spawnSync('git', [...settings, 'diff', ...options, 'a', 'b'], { cwd: folder, maxBuffer: 1 << 28 });
    return patchesByIndex(run.stdout.toString('utf8'), pairs.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function patchesByIndex(output: string, count: number): readonly string[] {
  const patches = new Map<number, string>();
  // No line of a file stands at the start of a line of the output: each has a sign in front.
  for (const part of `\n${output}`.split('\ndiff --git ').slice(1)) {
    const index = Number(/^a\/a\/(\d+) /.exec(part)?.[1]);
    const start = part.indexOf('\n@@ ');
    patches.set(index, start === -1 ? '' : part.slice(start + 1).replace(/\n$/, ''));
  }
  return Array.from({ length: count }, (_, index) => patches.get(index) ?? '');
}

/** The input of a plan for a review whose files have these texts at the merge base; a file without one is not in the diff. */
export function pullRequest(
  review: Review,
  before: Readonly<Record<string, string>>,
  more: Partial<PlanInput> = {},
): PlanInput {
  const changed = review.templates.filter(({ file }) => file.path in before);
  const patches = gitPatches(changed.map(({ file }) => [before[file.path] ?? '', file.text]));
  const files = changed.map(({ file }, index) => ({
    path: file.path,
    previousPath: null,
    status: 'modified',
    hunks: parseHunks(patches[index] ?? ''),
  }));
  return { review, files, maxComments: 30, ...SITE, ...more };
}

export function planFor(
  review: Review,
  before: Readonly<Record<string, string>>,
  more?: Partial<PlanInput>,
): CommentPlan {
  return planComments(pullRequest(review, before, more));
}
