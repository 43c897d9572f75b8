// The key that we read in a handler's code against the one that the handler passes when it is run.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { load } from '../engine.js';
import { chooser } from '../iam/combinations.js';
import { python } from '../install.js';
import { javascriptHandler } from './javascript-handlers.js';
import { pythonHandler } from './python-handlers.js';

const HANDLERS = 2_000;
const SEED = 20261122;
/** The share of keys that has to be told: who tells none is never wrong. */
const DECIDED = 0.75;
const KEYS = ['DasKey', 'OtherKey', 'ConfigKey', 'EnvironmentKey'];

const WRITTEN = fileURLToPath(new URL('fixtures', import.meta.url));

const script = (name) => fileURLToPath(new URL(name, import.meta.url));

const LANGUAGES = {
  python: { write: pythonHandler, run: [python, [script('run-python.py')]] },
  javascript: { write: javascriptHandler, run: [process.execPath, [script('run-javascript.js')]] },
};

const arnOf = (key) => ({ 'Fn::GetAtt': [key, 'Arn'] });

/** Two names of properties: that of the stream's key, as it were, and another's. */
const NAMES = [
  ['KmsKeyId', 'StorageKmsKeyId'],
  ['StreamKey', 'KmsKeyId'],
  ['KeyArn', 'EncryptionKey'],
  ['KmsKeyArn', 'Key'],
];

function handler(choose, language) {
  const [stream, other] = choose.pick(NAMES);
  const properties = {
    ClusterArn: { 'Fn::GetAtt': ['Cluster', 'DBClusterArn'] },
    Mode: 'async',
    [stream]: arnOf('DasKey'),
    [other]: arnOf('OtherKey'),
    Config: { KeyArn: arnOf('ConfigKey'), KmsKeyId: arnOf('ConfigKey') },
  };
  const code = LANGUAGES[language].write(choose, { stream, other });
  return { language, code, properties, variables: { DAS_KEY: arnOf('EnvironmentKey') }, keys: KEYS };
}

/** The values with a marker for each reference, as CloudFormation hands them over. */
function marked(value) {
  if (typeof value === 'string') return value;
  if (value['Fn::GetAtt'] !== undefined) return `arn:${value['Fn::GetAtt'][0]}`;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, marked(each)]));
}

const eventOf = ({ properties }) => ({
  RequestType: 'Create',
  ResourceType: 'Custom::ActivityStream',
  ResourceProperties: marked(properties),
});

/** What is wrong with our reading of a handler that passed this; null for nothing. */
function objection(said, passed) {
  const [one, ...more] = new Set(passed);
  if (one === undefined || more.length > 0) return null;
  if (said === null) return 'we find no stream';
  if (said.isOpen || `arn:${said.key}` === one) return null;
  return `we say ${said.key}, the handler passes ${one}`;
}

/** Handlers as teams write them, each of which has to be told: the stream's key is StreamKeyArn as a rule. */
function writtenHandlers(language) {
  const ending = { python: '.py', javascript: '.js' }[language];
  const names = readdirSync(WRITTEN).filter((name) => name.endsWith(ending));
  const properties = {
    ClusterArn: { 'Fn::GetAtt': ['Cluster', 'DBClusterArn'] },
    Mode: 'async',
    StreamKeyArn: arnOf('DasKey'),
    KmsKeyId: arnOf('OtherKey'),
    Config: { KeyArn: arnOf('ConfigKey'), KmsKeyId: arnOf('ConfigKey') },
  };
  return names.map((name) => {
    const code = readFileSync(join(WRITTEN, name), 'utf8');
    return { name, language, code, properties, variables: { DAS_KEY: arnOf('EnvironmentKey') }, keys: KEYS };
  });
}

/** Runs the program of a language: it takes handlers one by one and gives what each passes. */
function runnerOf(language) {
  const [command, args] = LANGUAGES[language].run;
  const runner = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: runner.stdout })[Symbol.asyncIterator]();
  return {
    passedBy: async (given) => {
      const line = { code: given.code, event: eventOf(given), env: marked(given.variables) };
      runner.stdin.write(`${JSON.stringify(line)}\n`);
      return JSON.parse((await answers.next()).value);
    },
    end: () => runner.stdin.end(),
  };
}

export async function readings({ language, count, seed }) {
  const { read } = await load('tools/peers/handlers/read.ts');
  const choose = chooser(seed);
  const runner = runnerOf(language);
  const counts = { same: 0, open: 0, failing: 0 };
  const found = [];
  for (let index = 0; index < count; index += 1) {
    const given = handler(choose, language);
    const passed = await runner.passedBy(given);
    // What is no key fails when it is passed, whatever the role may do.
    if (!Array.isArray(passed) || passed.some((value) => !String(value).startsWith('arn:'))) {
      counts.failing += 1;
      continue;
    }
    const said = read(given);
    const wrong = objection(said, passed);
    if (wrong !== null) found.push({ wrong, code: given.code });
    else counts[said?.isOpen === false ? 'same' : 'open'] += 1;
  }
  runner.end();
  return { counts, found };
}

/** What is wrong with our reading of the handlers that are written out: all of them run, and each is told. */
export async function writtenReadings(language) {
  const { read } = await load('tools/peers/handlers/read.ts');
  const runner = runnerOf(language);
  const found = [];
  const handlers = writtenHandlers(language);
  for (const given of handlers) {
    const passed = await runner.passedBy(given);
    const fails = !Array.isArray(passed) || passed.length === 0;
    const said = fails ? null : read(given);
    const open = said?.isOpen === true ? 'we do not tell its key' : null;
    const wrong = fails ? `it fails: ${JSON.stringify(passed)}` : (objection(said, passed) ?? open);
    if (wrong !== null) found.push({ wrong, code: given.name });
  }
  runner.end();
  return { count: handlers.length, found };
}

/** One result for each language, as the other judges give them. */
export async function handlerDifferences() {
  const results = [];
  for (const language of Object.keys(LANGUAGES)) {
    const { counts, found } = await readings({ language, count: HANDLERS, seed: SEED });
    const name =
      `handlers: ${HANDLERS} in ${language}: the key is the one that is passed in ${counts.same}, unknown in ` +
      `${counts.open}; ${counts.failing} fail when they are run; ${found.length} disagreements`;
    console.log(`${name} (seed ${SEED})`);
    const few = counts.same < HANDLERS * DECIDED ? [`the key of fewer than ${DECIDED * 100} % is told`] : [];
    const written = await writtenReadings(language);
    const ofWritten = `handlers: ${written.count} written out in ${language}; ${written.found.length} disagreements`;
    console.log(ofWritten);
    results.push({ name: ofWritten, said: written.found.map(({ wrong, code }) => `${code}: ${wrong}`) });
    results.push({ name, said: [...few, ...found.slice(0, 3).map(({ wrong, code }) => `${wrong}:\n${code}`)] });
  }
  return results;
}
