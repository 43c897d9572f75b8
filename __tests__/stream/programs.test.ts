import { expect, test } from '@jest/globals';
import type { Language } from '../../src/stream/code-text.ts';
import { readHandlerCode } from '../../src/stream/handler-code.ts';
import { formText } from './form-text.ts';

const CALL = "['aws', 'rds', 'start-activity-stream', '--kms-key-id', 'alias/das']";
const LINE = "'aws rds start-activity-stream --kms-key-id alias/das'";

test.each<[Language, string]>([
  ['python', `import subprocess\nsubprocess.run(${CALL})`],
  ['python', `import asyncio\nasyncio.create_subprocess_exec(*${CALL})`],
  ['python', `import os\nos.system(${LINE})`],
  ['python', `import os\nos . popen(${LINE})`],
  ['python', `import os\nos.execvp('aws', ${CALL})`],
  ['python', `import os\nos.posix_spawn('aws', ${CALL}, {})`],
  ['python', `from os import path, system\nsystem(${LINE})`],
  ['javascript', `const { execFileSync } = require('child_process');\nexecFileSync('aws', ${CALL})`],
  ['javascript', `import { spawn } from "node:child_process";\nspawn('aws', ${CALL})`],
  ['javascript', `import { exec } from 'child_process';\nawait promisify(exec)(${LINE})`],
  ['javascript', `run.execSync(${LINE})`],
])('in %s a program starts a stream: %s', (language, text) => {
  const { startsStream, otherKmsCalls, key } = readHandlerCode(text, language);
  expect([startsStream, otherKmsCalls, formText(key.form)]).toEqual([true, true, "'alias/das'"]);
});

test.each<[Language, string]>([
  ['python', `log(${LINE})`],
  ['python', `# os.system(${LINE})`],
  ['python', `log("subprocess", ${LINE})`],
  ['python', `import os\nlog(os.path.exists('x'), ${LINE})`],
  ['python', `import cos\ncos.system(${LINE})`],
  ['python', `from os import path\nplatform.system()\nlog(${LINE})`],
  ['javascript', `// require('child_process')\nlog(${LINE})`],
  ['javascript', `log("'child_process'", ${LINE})`],
  ['javascript', `/x/.exec(${LINE})`],
  ['javascript', `const child_processes = [${LINE}];`],
])('in %s no program is run: %s', (language, text) => {
  const { startsStream, otherKmsCalls, key } = readHandlerCode(text, language);
  expect([startsStream, otherKmsCalls, formText(key.form)]).toEqual([false, false, 'untold']);
});

test('a command in a comment gives no key', () => {
  const text = `import subprocess\n# subprocess.run(${CALL})\nsubprocess.run(${CALL.replace('das', 'own')})`;
  expect(formText(readHandlerCode(text, 'python').key.form)).toBe("'alias/own'");
});
