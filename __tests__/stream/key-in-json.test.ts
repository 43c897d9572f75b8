import { describe, expect, test } from '@jest/globals';
import { summary } from './analysis.ts';
import { reviewFiles } from './review-files.ts';
import { allow, PAIR, stack } from './stack-text.ts';

const OTHER = allow('[kms:CreateGrant, kms:DescribeKey]', '!GetAtt Other.Arn');
const MORE = '  Other: {Type: AWS::KMS::Key}';
const PYTHON = `import boto3, json
def handler(event, context):
    config = json.loads(event['ResourceProperties']['Config'])
    boto3.client('rds').start_activity_stream(ResourceArn='x', Mode='async', KmsKeyId=config['stream']['key'])`;
const SCRIPT = `exports.handler = async (event) => {
  const { stream } = JSON.parse(event.ResourceProperties.Config);
  await new AWS.RDS().startActivityStream({ ResourceArn: 'x', Mode: 'async', KmsKeyId: stream.key }).promise();
};`;

const DEEP = `'{"stream": {"key": "x"}, "more": ${'['.repeat(3000)}${']'.repeat(3000)}}'`;

const config = (value: string) => `      KmsKeyId: !GetAtt Other.Arn\n      Config: ${value}`;
const words = (value: string, statements = PAIR, more = {}) =>
  summary(stack({ code: PYTHON, stream: config(value), statements, more: MORE, ...more }));

describe('a key inside a JSON text that the handler reads', () => {
  test.each([
    ['put together', `!Sub '{"stream": {"key": "\${Key.Arn}"}}'`],
    ['joined', `!Join ['', ['{"stream": {"key": "', !Ref Key, '"}}']]`],
    ['among others', `!Sub '{"key": "\${Other.Arn}", "stream": {"key": "\${Key.Arn}", "mode": "async"}}'`],
  ])('is found where the text is %s', (_how, value) => {
    expect(words(value)).toBe('scoped / scoped');
    expect(words(value, OTHER)).toBe('missing / missing');
  });

  test('is found by JavaScript as well', () => {
    const script = { code: SCRIPT, runtime: 'nodejs22.x' };
    expect(words(`!Sub '{"stream": {"key": "\${Key.Arn}"}}'`, PAIR, script)).toBe('scoped / scoped');
    expect(words(`!Sub '{"stream": {"key": "\${Key.Arn}"}}'`, OTHER, script)).toBe('missing / missing');
  });

  test.each([
    ['is no JSON', "'{'"],
    ['is no text', '{stream: {key: !GetAtt Key.Arn}}'],
    ['comes from elsewhere', '!ImportValue config'],
    ['does not hold it', `'{"stream": {}}'`],
    ['is JSON that is nested deeper than can be read', DEEP],
  ])('is unknown where the property %s', (_what, value) => {
    expect(words(value)).toBe('unknown / unknown');
    expect(words(value, OTHER)).toBe('unknown / unknown');
  });

  test('that is unknown is decided by a setting, which the finding names', () => {
    const text = stack({ code: PYTHON, stream: config('!ImportValue config'), statements: PAIR, more: MORE });
    const { templates } = reviewFiles({ 'stack.yaml': text });
    const messages = templates.flatMap(({ findings }) => findings.map(({ message }) => message));
    expect(messages.join()).toContain('The setting streams: [{custom-resource: Stream, key: …}]');
  });
});
