// What handlers in JavaScript pass to StartActivityStream, found out by running them against an SDK that only notes
// calls. Takes and gives lines as run-python.py does.
import { createInterface } from 'node:readline';

function sdk(passed) {
  const note = (name, input) => {
    if (name === 'startActivityStream') passed.push(input.KmsKeyId ?? null);
    // One marker stands for the key, however it is named.
    return name === 'describeKey' ? { KeyMetadata: { Arn: input.KeyId, KeyId: input.KeyId } } : {};
  };
  const command = (name) =>
    class {
      constructor(input) {
        Object.assign(this, { name, input });
      }
    };
  class Client {
    async send({ name, input }) {
      return note(name, input);
    }
    async describeKey(input) {
      return note('describeKey', input);
    }
  }
  const second = (name) => (input) => ({ promise: async () => note(name, input) });
  class Second {
    startActivityStream = second('startActivityStream');
    modifyDBCluster = second('modifyDBCluster');
    describeKey = second('describeKey');
  }
  return {
    '@aws-sdk/client-rds': {
      RDSClient: Client,
      StartActivityStreamCommand: command('startActivityStream'),
      ModifyDBClusterCommand: command('modifyDBCluster'),
    },
    '@aws-sdk/client-kms': { KMS: Client },
    'aws-sdk': { RDS: Second, KMS: Second },
  };
}

async function run(code, event, env) {
  const passed = [];
  const modules = sdk(passed);
  const module = { exports: {} };
  try {
    const make = new Function('module', 'exports', 'require', 'process', 'console', code);
    make(module, module.exports, (name) => modules[name], { env }, { log: () => undefined });
    await module.exports.handler(event, {});
  } catch (error) {
    return { error: String(error) };
  }
  return passed;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { code, event, env } = JSON.parse(line);
  console.log(JSON.stringify(await run(code, event, env)));
}
