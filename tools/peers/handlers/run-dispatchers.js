// For which events handlers in JavaScript start a stream, found out by running them against an SDK that only notes
// calls. Takes and gives lines as run-dispatchers.py does.
import { createInterface } from 'node:readline';

function sdk(passed) {
  class RDS {
    async startActivityStream({ KmsKeyId }) {
      passed.push(KmsKeyId ?? null);
    }
  }
  class EC2 {
    async modifyEbsDefaultKmsKeyId() {}
  }
  return { '@aws-sdk/client-rds': { RDS }, '@aws-sdk/client-ec2': { EC2 } };
}

async function run(code, event) {
  const passed = [];
  const modules = sdk(passed);
  const exports = {};
  new Function('exports', 'require', 'console', code)(exports, (name) => modules[name], { log: () => undefined });
  try {
    await exports.handler(event, {});
  } catch {
    // A handler that fails has made the calls before all the same.
  }
  return passed;
}

// A promise that a handler drops may fail as well.
process.on('unhandledRejection', () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const { code, events } = JSON.parse(line);
  const found = [];
  for (const event of events) found.push(await run(code, event));
  console.log(JSON.stringify(found));
}
