// For which types of custom resources we say that a handler starts a stream, against those for which it does when it is
// run with each request that it may get.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { load } from '../engine.js';
import { chooser } from '../iam/combinations.js';
import { python } from '../install.js';
import { dispatcher, TYPES } from './dispatchers.js';
import { javascriptDispatcher } from './javascript-dispatchers.js';
import { pythonDispatcher } from './python-dispatchers.js';

const HANDLERS = 400;
const SEED = 20261123;
/** The share of the types that start none, of handlers of the forms that we read, of which that has to be told. */
const TOLD = 0.9;

/**
 * The share of them that may be taken to start one: no two conditions that are asked one after the other are weighed
 * against each other. That none is taken for none which does start one has no such share.
 */
const BEYOND = 0.01;

const script = (name) => fileURLToPath(new URL(name, import.meta.url));

const LANGUAGES = {
  python: { write: pythonDispatcher, run: [python, [script('run-dispatchers.py')]] },
  javascript: { write: javascriptDispatcher, run: [process.execPath, [script('run-dispatchers.js')]] },
};

const types = Object.fromEntries(TYPES.map((type, index) => [`Resource${index}`, type]));

/** Which of its calls of another function fail. */
const FAILING = [[], ['yes'], ['no', 'yes'], ['yes', 'no', 'yes'], ['yes', 'yes']];

/** Every request that a handler may get for a custom resource, as far as it can matter to it. */
function eventsFor(id) {
  const modes = ['async', 'sync'];
  const given = modes.flatMap((Mode) =>
    modes.flatMap((Other) =>
      FAILING.flatMap((Fail) => [[], ['1', '2']].map((Turns) => ({ KmsKeyId: `${id}Key`, Mode, Other, Fail, Turns }))),
    ),
  );
  return ['Create', 'Update', 'Delete'].flatMap((RequestType) =>
    given.map((ResourceProperties) => ({
      ...{ RequestType, ResourceType: types[id], LogicalResourceId: id, ResourceProperties },
    })),
  );
}

const TOO_MUCH = 'we find a stream for';

/** What is wrong with what we say of one custom resource; null for nothing. */
function objection(id, said, passed, isPlain) {
  const starts = passed.flat().length > 0;
  if (starts && said === undefined) return `we find no stream for ${types[id]}`;
  if (!starts && said !== undefined && !said.isOpen && isPlain) return `${TOO_MUCH} ${types[id]}`;
  if (starts && said.key !== null && said.key !== `${id}Key`) return `we say ${said.key} for ${types[id]}`;
  return null;
}

function count(counts, said, starts, isPlain) {
  counts[starts ? 'starts' : 'not'] += 1;
  if (said?.isOpen) counts[isPlain ? 'open' : 'openOfOthers'] += 1;
  else if (!starts) counts[said === undefined ? 'told' : 'beyond'] += 1;
}

export async function dispatches({ language, handlers, seed }) {
  const { read } = await load('tools/peers/handlers/read-types.ts');
  const choose = chooser(seed);
  const [command, args] = LANGUAGES[language].run;
  const runner = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: runner.stdout })[Symbol.asyncIterator]();
  const counts = { starts: 0, not: 0, told: 0, open: 0, openOfOthers: 0, beyond: 0 };
  const found = [];
  for (let index = 0; index < handlers; index += 1) {
    const tree = dispatcher(choose);
    const code = LANGUAGES[language].write(tree);
    const ids = Object.keys(types);
    runner.stdin.write(`${JSON.stringify({ code, events: ids.flatMap(eventsFor) })}\n`);
    const passed = JSON.parse((await answers.next()).value);
    const said = read({ language, code, types });
    for (const [at, id] of ids.entries()) {
      const each = passed.length / ids.length;
      const own = passed.slice(at * each, (at + 1) * each);
      const wrong = objection(id, said[id], own, tree.isPlain);
      if (wrong !== null) found.push({ wrong, code });
      count(counts, said[id], own.flat().length > 0, tree.isPlain);
    }
  }
  runner.stdin.end();
  return { counts, found };
}

/** One result for each language, as the other judges give them. */
export async function dispatchDifferences() {
  const results = [];
  for (const language of Object.keys(LANGUAGES)) {
    const { counts, found } = await dispatches({ language, handlers: HANDLERS, seed: SEED });
    const name =
      `dispatchers: ${HANDLERS} in ${language}, of ${TYPES.length} types each: ${counts.starts} start a stream, ` +
      `${counts.told} of ${counts.not} others are told, ${counts.beyond} not; ${counts.open} are open, and ${counts.openOfOthers} where a condition is of another form; ` +
      `${found.length} disagreements`;
    console.log(`${name} (seed ${SEED})`);
    const few = counts.told < counts.not * TOLD ? [`fewer than ${TOLD * 100} % of those that start none are told`] : [];
    const over = found.filter(({ wrong }) => wrong.startsWith(TOO_MUCH));
    const isMuch = over.length > counts.not * BEYOND;
    const bad = isMuch ? found : found.filter((each) => !over.includes(each));
    results.push({ name, said: [...few, ...bad.slice(0, 3).map(({ wrong, code }) => `${wrong}:\n${code}`)] });
  }
  return results;
}
