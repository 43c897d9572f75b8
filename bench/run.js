// `npm run bench`: what our command costs beside `node -e 0`, as medians of one run. `--all` adds the large templates
// and, where it is installed, cfn-lint; `--runs N` sets the number of runs (9). Exit 1 when a limit is passed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cli, START, scenarios } from './scenarios.js';

const measurer = fileURLToPath(new URL('measure.py', import.meta.url));
const { values: options } = parseArgs({
  options: { all: { type: 'boolean' }, runs: { type: 'string', default: '9' } },
});

/** A run that fails would be a fast one, so it is no measurement: 2 is our status for what could not be done. */
function measure(command) {
  const words = command[0] === 'node' ? [process.execPath, ...command.slice(1)] : command;
  const { stdout, stderr } = spawnSync('python3', [measurer, ...words], { encoding: 'utf8' });
  const measured = stdout === '' ? { status: stderr } : JSON.parse(stdout);
  const failed = command[1] === cli ? ![0, 1].includes(measured.status) : typeof measured.status !== 'number';
  if (failed) throw new Error(`${words.join(' ')} ended with status ${measured.status}`);
  return measured;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Goes round all scenarios in each run, so that a busy minute of the machine touches all of them alike. */
function measureAll(list, scratch) {
  const commands = list.map(({ command }) => command(scratch));
  const taken = list.map(() => []);
  for (let run = 0; run < Number(options.runs); run += 1) {
    for (const [index, command] of commands.entries()) taken[index].push(measure(command));
  }
  return new Map(
    list.map(({ name }, index) => [
      name,
      {
        cpu: median(taken[index].map(({ cpu }) => cpu)),
        megabytes: median(taken[index].map(({ megabytes }) => megabytes)),
      },
    ]),
  );
}

/** The limits of a scenario that its numbers pass, in words. */
function passed({ limit = {} }, numbers, results) {
  const start = results.get(START.name);
  const said = [];
  const hold = (value, most, what) => {
    if (value > most) said.push(`${what} ${value.toFixed(2)} > ${most}`);
  };
  if (limit.ratio !== undefined) hold(numbers.cpu / start.cpu, limit.ratio, 'ratio');
  if (limit.more !== undefined) hold(numbers.cpu - start.cpu, limit.more, 'seconds more');
  if (limit.megabytes !== undefined) hold(numbers.megabytes, limit.megabytes, 'MB');
  if (limit.moreThan !== undefined) {
    const { scenario, seconds } = limit.moreThan;
    hold(numbers.cpu - results.get(scenario).cpu, seconds, `seconds more than "${scenario}"`);
  }
  if (limit.times !== undefined) {
    const { scenario, factor } = limit.times;
    const ratio = (numbers.cpu - start.cpu) / (results.get(scenario).cpu - start.cpu);
    hold(ratio, factor, `times "${scenario}"`);
  }
  return said;
}

/** What a scenario may take, in words. */
function limitsInWords({ ratio, more, megabytes, moreThan, times } = {}) {
  return [
    ratio === undefined ? [] : `${ratio}x`,
    more === undefined ? [] : `${more} s more`,
    megabytes === undefined ? [] : `${megabytes} MB`,
    moreThan === undefined ? [] : `${moreThan.seconds} s more than "${moreThan.scenario}"`,
    times === undefined ? [] : `${times.factor} times "${times.scenario}"`,
  ].flat();
}

function table(list, results) {
  const start = results.get(START.name);
  const rows = list.map((scenario) => {
    const numbers = results.get(scenario.name);
    const said = passed(scenario, numbers, results);
    const limits = limitsInWords(scenario.limit).join(', ');
    const verdict = limits === '' ? '' : said.length === 0 ? `within ${limits}` : `OVER: ${said.join(', ')}`;
    return [
      scenario.name.padEnd(42),
      `${numbers.cpu.toFixed(3)} s`.padStart(9),
      `${(numbers.cpu / start.cpu).toFixed(2)}x`.padStart(8),
      `${(numbers.cpu - start.cpu).toFixed(3)} s`.padStart(9),
      `${numbers.megabytes.toFixed(0)} MB`.padStart(8),
      `  ${verdict}`,
    ].join('');
  });
  return [
    `${''.padEnd(42)}${'CPU'.padStart(9)}${'ratio'.padStart(8)}${'more'.padStart(9)}${'peak'.padStart(8)}`,
    ...rows,
  ];
}

function main() {
  if (!existsSync(cli)) throw new Error('there is no dist/cli.js; run npm run build');
  const scratch = mkdtempSync(join(tmpdir(), 'das-grant-guard-bench-'));
  try {
    const list = [START, ...scenarios(options.all === true)];
    const results = measureAll(list, scratch);
    console.log(
      `CPU time (user and system) and peak memory, medians of ${options.runs} runs on Node ${process.version}`,
    );
    for (const line of table(list, results)) console.log(line.trimEnd());
    if (list.some((scenario) => passed(scenario, results.get(scenario.name), results).length > 0)) process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main();
