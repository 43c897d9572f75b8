// The engine as it is bundled for dist/, with the review itself as its door: a template in, its report out.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const ENTRY = `
import { DEFAULT_GRANT_CONDITIONS } from './src/remedy/grant-statements.ts';
import { NOTHING_GIVEN } from './src/resolve/environment.ts';
import { review } from './src/review.ts';
export const judge = (path, text) => review({
  head: { judged: [{ path, text }], fetched: new Map(), unread: new Map() },
  base: null,
  renames: new Map(),
  day: '2026-01-01',
  settings: { environment: NOTHING_GIVEN, grantConditions: DEFAULT_GRANT_CONDITIONS, failOn: 'error',
    failOnExisting: false, onIncomplete: 'fail' },
}).templates[0];
`;

/** `judge(path, text)`: the report of one template. */
export async function loadEngine() {
  const { buildSync } = createRequire(join(root, 'package.json'))('esbuild');
  const { outputFiles } = buildSync({
    stdin: { contents: ENTRY, resolveDir: root, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    loader: { '.md': 'text' },
  });
  const folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-engine-'));
  try {
    const file = join(folder, 'engine.cjs');
    writeFileSync(file, outputFiles[0].contents);
    return (await import(pathToFileURL(file).href)).default;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
