// Adds to package-lock.json the optional packages for other platforms that a registry did not have when it was written.
// npm leaves such a package out of the lock without a word, and then `npm ci` refuses the lock because it is missing.
// With its platform said, npm knows that it is not wanted here and asks for nothing. Run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

/** The platform that a name such as `@swc/core-linux-arm64-musl` speaks of; null when it speaks of none. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (cpu === undefined) return null;
  const libc = words.includes('musl') ? 'musl' : 'glibc';
  return { cpu: [cpu], ...(os === undefined ? {} : { os: [os] }), ...(os === 'linux' ? { libc: [libc] } : {}) };
}

function missingFrom([path, { dev, optionalDependencies = {} }]) {
  return Object.entries(optionalDependencies)
    .filter(
      ([name]) => !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
    )
    .map(([name, version]) => ({ name, version, dev, platform: platformOf(name) }));
}

const missing = Object.entries(lock.packages).flatMap(missingFrom);
for (const { name, version, dev, platform } of missing) {
  const exact = version.replace(/^[~^]/, '');
  if (platform === null) console.error(`${name} names no platform; it was left out`);
  else lock.packages[`node_modules/${name}`] = { version: exact, ...platform, ...(dev ? { dev } : {}), optional: true };
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.length} packages for other platforms added`);
