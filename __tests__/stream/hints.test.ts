import { describe, expect, test } from '@jest/globals';
import type { StreamHint } from '../../src/stream/hint.ts';
import { analyse } from './analysis.ts';
import { PAIR, type Parts, stack } from './stack-text.ts';

const HIDDEN = '      Code: {S3Bucket: code, S3Key: start.zip}';
const hint = (customResource: string, more: Partial<StreamHint> = {}): StreamHint => ({
  ...{ customResource, starts: null, key: null },
  ...more,
});
const START = { starts: true };

/** Custom resource, evidence and key of each stream. */
function found(parts: Parts, hints: readonly StreamHint[], change = (text: string) => text) {
  return analyse(change(stack(parts)), { hints }).map(({ customResource, evidence, branches }) => {
    const keys = branches.map(({ key }) => key.label).join(' or ');
    return `${customResource.logicalId}: ${evidence.join('+')}, ${keys}`;
  });
}

/** Without a word that tells of a stream. */
const plain = (text: string) => text.replace('Custom::ActivityStream', 'Custom::Thing').replaceAll('Stream:', 'Thing:');

describe('a hint that a custom resource starts a stream', () => {
  test.each<[string, Parts, readonly StreamHint[], readonly string[]]>([
    ['names its type', { function: HIDDEN }, [hint('Custom::Thing', START)], ['Thing: hint, Key']],
    ['names its logical id', { function: HIDDEN }, [hint('Thing', START)], ['Thing: hint, Key']],
    ['names another', { function: HIDDEN }, [hint('Other', START)], []],
    ['stands against its code', { code: 'print(1)' }, [hint('Thing', START)], ['Thing: hint, Key']],
    ['stands beside its code', {}, [hint('Thing', START)], ['Thing: hint+handler-code, Key']],
    [
      'speaks of a function elsewhere',
      { token: 'arn:aws:lambda:eu-west-1:111122223333:function:starter' },
      [hint('Thing', START)],
      ['Thing: hint, Key'],
    ],
    [
      'on the logical id goes before one on the type',
      {},
      [hint('Custom::Thing', START), hint('Thing', { starts: false })],
      [],
    ],
  ])('%s', (_sentence, parts, hints, expected) => {
    expect(found(parts, hints, plain)).toEqual(expected);
  });

  test('leaves out of the competition for the arguments of a shared function', () => {
    const more = '  Other:\n    Type: Custom::Other\n    Properties: {ServiceToken: !GetAtt Function.Arn}';
    expect(found({ more }, [])).toEqual(['Stream: handler-code, Key']);
    expect(found({ more }, [hint('Other', { ...START, key: 'Nothing' })])).toEqual([
      "Other: hint+handler-code, the property or variable Nothing, which is to hold the stream's key and is not there",
      'Stream: handler-code, Key',
    ]);
  });

  test('without a ServiceToken is nothing to follow', () => {
    expect(found({}, [hint('Key', START)])).toEqual(['Stream: handler-code, Key']);
  });
});

describe('who makes the call that a hint tells of', () => {
  const lambda = (name: string, code: string) =>
    `  ${name}: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Handler: index.handler, Role: !GetAtt Role.Arn, Code: ${code}}}`;
  const [SEEN, UNSEEN] = ['{ZipFile: print(1)}', '{S3Bucket: code, S3Key: start.zip}'];
  const framework = (variables: string) =>
    `  Framework: {Type: AWS::Lambda::Function, Properties: {Handler: framework.onEvent, Role: !GetAtt Role.Arn, Code: ${UNSEEN}, Environment: {Variables: {${variables}}}}}`;
  const provider = (first: string, second: string) => ({
    token: '!GetAtt Framework.Arn',
    more: [
      framework('USER_ON_EVENT_FUNCTION_ARN: !GetAtt First.Arn, USER_IS_COMPLETE_FUNCTION_ARN: !GetAtt Second.Arn'),
      lambda('First', first),
      lambda('Second', second),
    ].join('\n'),
  });
  const call = `'{"service":"RDS","action":"stopActivityStream","parameters":{}}'`;

  test.each<[string, Parts, readonly string[]]>([
    ['the one that is seen to, for its code', { code: 'rds.start_activity_stream()' }, ['hint+handler-code Function']],
    ['the first of two that are seen not to', provider(SEEN, SEEN), ['hint First']],
    ['the one that is not seen', provider(SEEN, UNSEEN), ['hint Second']],
    ['the first that is not seen', provider(UNSEEN, UNSEEN), ['hint First']],
    [
      'the singleton, whatever call stands as JSON',
      { stream: `      Create: ${call}` },
      ['hint+handler-code Function'],
    ],
    [
      'one that is in no template',
      { token: '!ImportValue starter', stream: '      Cluster: c' },
      ['hint the import starter'],
    ],
    [
      'one behind the framework that is in no template',
      { token: '!GetAtt Framework.Arn', more: framework('USER_ON_EVENT_FUNCTION_ARN: !ImportValue starter') },
      ["hint the Provider framework's handler, the import starter"],
    ],
  ])('is %s', (_sentence, parts, expected) => {
    const told = analyse(stack(parts), { hints: [hint('Stream', START)] });
    const callers = told.map(({ evidence, branches }) =>
      [evidence.join('+'), ...branches.map(({ caller }) => caller.label)].join(' '),
    );
    expect(callers).toEqual(expected);
  });
});

describe('a hint that a custom resource starts no stream', () => {
  test.each<[string, Parts]>([
    ['its code', {}],
    ['its name', { function: HIDDEN }],
    [
      'its own properties',
      {
        stream: `      Create: '{"service": "RDS", "action": "startActivityStream", "parameters": {"KmsKeyId": "k"}}'`,
      },
    ],
  ])('wins over %s', (_what, parts) => {
    expect(found(parts, [hint('Stream', { starts: false })])).toEqual([]);
    expect(found(parts, []).length).toBeGreaterThan(0);
  });
});

describe('a hint on the key', () => {
  const others = '      KmsKeyId: !Ref Other\n      Material: !GetAtt Key.Arn';
  const other = '  Other:\n    Type: AWS::KMS::Key';

  test('names the property that holds it, whatever others are called', () => {
    expect(found({ stream: others, more: other }, [])).toEqual(['Stream: handler-code, Other']);
    expect(found({ stream: others, more: other }, [hint('Stream', { key: 'Material' })])).toEqual([
      'Stream: handler-code, Key',
    ]);
  });

  test('names the variable of the function', () => {
    const variables = `${HIDDEN}\n      Environment: {Variables: {MATERIAL: !GetAtt Key.Arn}}`;
    const parts = { function: variables, stream: '      KmsKeyId: !Ref Other', more: other };
    expect(found(parts, [hint('Custom::ActivityStream', { key: 'MATERIAL' })])).toEqual(['Stream: name, Key']);
  });

  test('is enough of a key for a stream that is told by its name', () => {
    const parts = { function: HIDDEN, stream: '      Material: abc' };
    expect(found(parts, [])).toEqual([]);
    expect(found(parts, [hint('Stream', { key: 'Material' })])).toEqual(['Stream: name, abc']);
  });

  test('decides by that key alone: a grant for it is scoped, and one for another is none', () => {
    const words = (key: string) =>
      analyse(stack({ stream: others, more: other, statements: PAIR }), { hints: [hint('Stream', { key })] }).map(
        ({ outcomes }) => Object.entries(outcomes['kms:CreateGrant']).filter(([, diagram]) => diagram !== 0)[0]?.[0],
      );
    expect(words('Material')).not.toEqual(words('KmsKeyId'));
  });
});
