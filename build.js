// Bundles the entries into dist/, each into one file with everything inside, and writes the licences of what is inside.
// `npm run build` writes dist/; `npm run build -- --check` says whether dist/ is what these sources give, byte by byte;
// `npm run build -- --out FOLDER --only cli.js` writes one bundle elsewhere, with those that it loads, for tests that try
// what will be shipped.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));

/** @param {string} name */
function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

const dist = resolve(option('--out') ?? join(root, 'dist'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** An entry may be absent as long as its part of the project is not written. */
const ENTRIES = [
  { source: 'src/start.ts', output: 'cli.js', executable: true },
  { source: 'src/cli.ts', output: 'program.js', executable: false, loadedBy: 'cli.js' },
  { source: 'src/action.ts', output: 'action.js', executable: false },
  { source: 'emulator/demo.ts', output: 'demo.js', executable: false },
]
  .filter(({ source }) => existsSync(join(root, source)))
  .filter(({ output, loadedBy }) => [output, loadedBy, undefined].includes(option('--only')));

const ALLOWED_LICENCES = new Set(['MIT', 'ISC', '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause']);

// Bundled CommonJS packages still ask for Node's own modules by require, which an ES module does not have.
const REQUIRE = `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);`;

/** What the command line uses of modules that are slow to load. */
const LAZY_BUILTINS = {
  'node:crypto': ['createHash'],
  'node:child_process': ['spawn', 'spawnSync'],
  'node:v8': ['setFlagsFromString'],
};

/**
 * Node loads what a module imports before its first line runs, also for a part of the bundle that is never reached:
 * these cost `--version` a tenth of its time. Behind getters they load with the code that uses them.
 * @type {import('esbuild').Plugin}
 */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(crypto|child_process|v8)$/ }, ({ path, namespace }) =>
      namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' },
    );
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => {
      const getters = LAZY_BUILTINS[path].map((name) => `get ${name}() { return require('${path}').${name}; }`);
      return { contents: `module.exports = { ${getters.join(', ')} };` };
    });
  },
};

/**
 * What cli.js answers itself is small; the rest of the command line it loads from a bundle beside it.
 * @type {import('esbuild').Plugin}
 */
const programBeside = {
  name: 'program-beside',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/cli\.ts$/ }, () => ({ path: './program.js', external: true }));
  },
};

/** The bundles of the command line. */
const TERMINAL = ['cli.js', 'program.js'];

/** @param {(typeof ENTRIES)[number]} entry */
async function bundle({ source, output, executable }) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile: `dist/${output}`,
    write: false,
    bundle: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // What a command line does first is read its own text: shorter, and in one byte a character, it starts sooner.
    ...(TERMINAL.includes(output)
      ? { charset: 'ascii', minifyWhitespace: true, minifySyntax: true }
      : { charset: 'utf8' }),
    legalComments: 'none',
    logLevel: 'warning',
    // A linked node_modules must give the same bytes as a real one.
    preserveSymlinks: true,
    loader: { '.md': 'text', '.css': 'text' },
    define: { __VERSION__: JSON.stringify(version) },
    plugins: TERMINAL.includes(output) ? [lazyBuiltins, programBeside] : [],
    banner: { js: executable ? '#!/usr/bin/env node' : REQUIRE },
  });
  const [file] = result.outputFiles;
  if (file.text.includes(root)) throw new Error(`${output} holds the path of this folder`);
  const inputs = Object.values(result.metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return {
    name: output,
    bytes: Buffer.from(file.contents),
    inputs: inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path),
  };
}

/**
 * The folder of the package that an input belongs to, or null for a file of our own.
 * @param {string} input
 */
function packageFolder(input) {
  const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
  return found === null ? null : found[0];
}

/**
 * The licence and notice files of a package, as they stand there, with plain line ends.
 * @param {string} folder
 */
function licenceTexts(folder) {
  return readdirSync(join(root, folder))
    .filter((name) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(name))
    .sort()
    .map((name) =>
      readFileSync(join(root, folder, name), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim(),
    );
}

/** @param {string} folder */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const choices = String(license)
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ');
  if (!choices.some((choice) => ALLOWED_LICENCES.has(choice))) {
    throw new Error(`${name} ${version} has the licence ${license}, which does not go into dist/`);
  }
  const texts = licenceTexts(folder);
  if (texts.length === 0) texts.push(`(The package has no licence file; its package.json says ${license}.)`);
  return `${name} ${version}\nLicence: ${license}\n\n${texts.join('\n\n')}\n`;
}

/** @param {string[]} inputs */
function licences(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== null));
  const blocks = [...new Set([...folders].map(licenceOf))].sort();
  const head = 'The files in this folder contain the following packages, each under its own licence.\n';
  return Buffer.from([head, ...blocks].join(`\n${'-'.repeat(100)}\n\n`));
}

/** Everything that belongs into dist/, by file name. */
async function outputs() {
  const bundles = await Promise.all(ENTRIES.map(bundle));
  const files = new Map(bundles.map(({ name, bytes }) => [name, bytes]));
  files.set('LICENSES.txt', licences(bundles.flatMap(({ inputs }) => inputs)));
  return files;
}

/** @param {Map<string, Buffer>} files */
function write(files) {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(dist, name), bytes);
  for (const { output } of ENTRIES.filter(({ executable }) => executable)) chmodSync(join(dist, output), 0o755);
}

/**
 * The names of the files in which dist/ differs from what the sources give.
 * @param {Map<string, Buffer>} files
 */
function differing(files) {
  const present = existsSync(dist) ? readdirSync(dist) : [];
  return [...new Set([...files.keys(), ...present])].sort().filter((name) => {
    const expected = files.get(name);
    return expected === undefined || !present.includes(name) || !expected.equals(readFileSync(join(dist, name)));
  });
}

const files = await outputs();
if (!process.argv.includes('--check')) {
  write(files);
  for (const [name, bytes] of files) console.log(`${name}  ${(bytes.length / 1024).toFixed(0)} kB`);
} else {
  const names = differing(files);
  for (const name of names) console.error(`dist/${name} is not what the sources give; run npm run build and commit it`);
  if (names.length > 0) process.exitCode = 1;
  else console.log(`dist/ is what the sources give (${files.size} files)`);
}
