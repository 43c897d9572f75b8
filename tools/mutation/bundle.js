// Bundles test files, with the sources that they import, into a folder of plain modules.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { build } = createRequire(new URL('../../package.json', import.meta.url))('esbuild');

/** Instead of jest's, which only works inside jest. */
const GLOBALS = new URL('jest-globals.js', import.meta.url).href;

const asInTheTree = {
  name: 'as-in-the-tree',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: GLOBALS, external: true }));
    // Fixtures are found from where a test file stood before it was bundled.
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        // Counting what is reached takes most of the time, and is wanted once.
        .replace('function cover() {', 'function cover() { if (!ns.isCounting) return;'),
      loader: 'ts',
    }));
  },
};

/**
 * Writes `sources.js`, which loads the sources alone, and a module for each test file; what they share is shared.
 * @param {string} root of the tree
 * @param {readonly string[]} sources paths below it
 * @param {readonly string[]} tests paths below it
 * @param {string} folder to write to
 */
export async function bundle(root, sources, tests, folder) {
  const all = join(root, 'all-sources.ts');
  writeFileSync(all, sources.map((path) => `import ${JSON.stringify(`./${path}`)};\n`).join(''));
  await build({
    absWorkingDir: root,
    entryPoints: { sources: all, ...Object.fromEntries(tests.map((path) => [path.replace(/\.ts$/, ''), path])) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    loader: { '.md': 'text' },
    define: { WeakMap: 'globalThis.EmptiedWeakMap' },
    plugins: [asInTheTree],
    logLevel: 'warning',
  });
}
