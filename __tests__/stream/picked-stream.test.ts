import { describe, expect, test } from '@jest/globals';
import { analyse, summary } from './analysis.ts';
import { allow, stack } from './stack-text.ts';

const SDK = "const sdk = require('@aws-sdk/client-rds');\nconst client = new sdk.RDSClient({});\n";
const BOTO = "import boto3, os\nrds = boto3.client('rds')\n";

describe('a custom resource whose handler picks the call', () => {
  const NAMES_ACTION = `[${allow('rds:StartActivityStream', "'*'")}]`;
  const OPENLY = `${BOTO}getattr(rds, event['ResourceProperties']['Action'])()`;
  const evidence = (text: string) => analyse(text).map((one) => one.evidence.join('+'));

  test('starts a stream where the pick is seen', () => {
    const code = `${BOTO}METHOD = 'start_activity_stream'\ngetattr(rds, METHOD)(KmsKeyId=event['KmsKeyId'])`;
    expect(summary(stack({ code }))).toBe('missing / missing');
    expect(evidence(stack({ code }))).toEqual(['handler-code']);
  });

  test('uses the key that the picked call is given', () => {
    const code = `${SDK}const Cmd = off ? sdk.StopActivityStreamCommand : sdk.StartActivityStreamCommand;
client.send(new Cmd({ KmsKeyId: 'alias/aws/rds' }))`;
    const [stream] = analyse(stack({ code, runtime: 'nodejs22.x' }));
    expect(stream?.branches.map(({ key }) => key.kind)).toEqual(['unsuitable']);
  });

  test('is judged by its role, else by its names, where the pick is not seen', () => {
    expect(evidence(stack({ code: OPENLY, statements: NAMES_ACTION }))).toEqual(['role-action']);
    expect(evidence(stack({ code: OPENLY }))).toEqual(['name']);
    expect(evidence(stack({ code: OPENLY }).replaceAll('Stream', 'Thing'))).toEqual([]);
  });
});
