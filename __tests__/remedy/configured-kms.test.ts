import { describe, expect, test } from '@jest/globals';
import { reportOn } from '../prove/case.ts';

const CODE = "import boto3\ndef handler(event, context):\n    boto3.client('rds').start_activity_stream(**event)\n";
const GRANT = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const getArn = (name: string) => ({ 'Fn::GetAtt': name.includes('.') ? name : [name, 'Arn'] });
const documentOf = (statement: object) => ({ Version: '2012-10-17', Statement: [statement] });
const streamFrom = (handler: object) => ({
  Key: { Type: 'AWS::KMS::Key', Properties: { Description: 'x' } },
  Starter: handler,
  Das: { Type: 'Custom::ActivityStream', Properties: { ServiceToken: getArn('Starter'), KmsKeyId: { Ref: 'Key' } } },
});

function fixOf(template: object, beside: Readonly<Record<string, object>> = {}): string {
  const others = Object.entries(beside).map(([path, each]) => ({ path, text: JSON.stringify(each, null, 2) }));
  const { findings } = reportOn({ path: 'a.json', text: JSON.stringify(template, null, 2) }, {}, others);
  const fix = findings.find(({ rule }) => rule === 'broad-grant')?.fix;
  return fix?.kind === 'manual' ? fix.reason : (fix?.kind ?? 'none');
}

/** What is proposed for kms:* where a function has these properties, beside these resources and other templates. */
function fixOfFunction(
  properties: object,
  resources: object = {},
  beside: Readonly<Record<string, object>> = {},
): string {
  const code = { Handler: 'index.handler', Runtime: 'python3.13', Code: { ZipFile: CODE } };
  const handler = { Type: 'AWS::Lambda::Function', Properties: { ...code, Role: getArn('Role'), ...properties } };
  const policies = [{ PolicyName: 'p', PolicyDocument: documentOf(GRANT) }];
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, Policies: policies } };
  const stack = { Resources: { Role: role, ...streamFrom(handler), ...resources } };
  return fixOf({ ...stack, Outputs: { Fn: { Value: getArn('Starter') } } }, beside);
}

/** The same for a function of SAM, with these properties under Globals. */
function fixOfServerless(properties: object, globals: object = {}): string {
  const code = { Handler: 'index.handler', Runtime: 'python3.13', InlineCode: CODE };
  const handler = {
    Type: 'AWS::Serverless::Function',
    Properties: { ...code, Policies: [documentOf(GRANT)], ...properties },
  };
  return fixOf({
    Transform: 'AWS::Serverless-2016-10-31',
    Globals: { Function: globals },
    Resources: streamFrom(handler),
  });
}

const mapping = (name: unknown) => ({
  Reader: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: name, EventSourceArn: 'x' } },
});
const invocation = (properties: object) => ({
  Config: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Starter' }, Qualifier: '$LATEST', ...properties },
  },
});
const nested = {
  Inner: {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: 'inner.json', Parameters: { Fn: getArn('Starter') } },
  },
};
const inner = (resources: object) => ({ Parameters: { Fn: { Type: 'String' } }, Resources: resources });
const outer = (resources: object) => ({
  Resources: { Streams: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'a.json' } }, ...resources },
});
const reading = (name: string) => ({
  Reads: {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: name, Parameters: { Fn: getArn('Streams.Outputs.Fn') } },
  },
});
const TOPIC = { Topic: { Type: 'AWS::SNS::Topic' } };
const DESTINATION = { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:q' } } };
const OTHER = {
  Other: { Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::111122223333:role/other' } },
};

describe('every KMS action is narrowed only where Lambda itself needs no other under the role', () => {
  test.each([
    ['nothing of the kind', fixOfFunction({})],
    ['an event source mapping of another function', fixOfFunction({}, { ...OTHER, ...mapping({ Ref: 'Other' }) })],
    ['retries without a destination', fixOfFunction({}, invocation({ MaximumRetryAttempts: 0 }))],
    ['a nested stack without a mapping', fixOfFunction({}, nested, { 'inner.json': inner(TOPIC) })],
    [
      'a mapping of another function in a nested stack',
      fixOfFunction({}, nested, { 'inner.json': inner({ ...OTHER, ...mapping({ Ref: 'Other' }) }) }),
    ],
    ['an outer stack without a mapping', fixOfFunction({}, {}, { 'outer.json': outer(TOPIC) })],
    ['a function of SAM', fixOfServerless({})],
    ['a schedule', fixOfServerless({ Events: { Daily: { Type: 'Schedule', Properties: {} } } })],
  ])('edited: %s', (_, fix) => expect(fix).toBe('edits'));

  test.each([
    ['a mapping by Ref', 'Reader', fixOfFunction({}, mapping({ Ref: 'Starter' }))],
    ['a mapping by ARN', 'Reader', fixOfFunction({}, mapping(getArn('Starter')))],
    ['a mapping by a name that tells nothing', 'Reader', fixOfFunction({}, mapping('starter'))],
    [
      'a mapping in a nested stack',
      'Reader',
      fixOfFunction({}, nested, { 'inner.json': inner(mapping({ Ref: 'Fn' })) }),
    ],
    ['a nested stack that was not read', 'Inner is handed Starter', fixOfFunction({}, nested)],
    [
      'a mapping in the outer stack',
      'Reader',
      fixOfFunction({}, {}, { 'outer.json': outer(mapping(getArn('Streams.Outputs.Fn'))) }),
    ],
    [
      'a mapping in a stack beside',
      'Reader',
      fixOfFunction(
        {},
        {},
        { 'outer.json': outer(reading('inner.json')), 'inner.json': inner(mapping({ Ref: 'Fn' })) },
      ),
    ],
    [
      'a stack beside that was not read',
      'Reads is handed Starter',
      fixOfFunction({}, {}, { 'outer.json': outer(reading('unseen.json')) }),
    ],
    ['a destination', 'Config', fixOfFunction({}, invocation(DESTINATION))],
    [
      'a queue for what failed',
      'Starter has DeadLetterConfig',
      fixOfFunction({ DeadLetterConfig: { TargetArn: 'x' } }),
    ],
    ['encrypted variables', 'Starter has KmsKeyArn', fixOfFunction({ KmsKeyArn: getArn('Key') })],
    ['a file system', 'Starter has FileSystemConfigs', fixOfFunction({ FileSystemConfigs: [{ Arn: 'x' }] })],
    ['snapshots', 'Starter has SnapStart', fixOfFunction({ SnapStart: { ApplyOn: 'PublishedVersions' } })],
    ['an event that is read', 'event Queue', fixOfServerless({ Events: { Queue: { Type: 'SQS', Properties: {} } } })],
    ['a queue in SAM', 'Starter has DeadLetterQueue', fixOfServerless({ DeadLetterQueue: { Type: 'SQS' } })],
    ['a destination in SAM', 'Starter has EventInvokeConfig', fixOfServerless({ EventInvokeConfig: DESTINATION })],
    ['a queue from Globals', 'Starter has DeadLetterQueue', fixOfServerless({}, { DeadLetterQueue: { Type: 'SQS' } })],
  ])('by hand: %s', (_, what, fix) => {
    expect(fix).toContain(what);
    expect(fix).toContain('so that other actions of KMS may be needed');
  });
});
