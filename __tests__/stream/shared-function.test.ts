import { describe, expect, test } from '@jest/globals';
import { analyse } from './analysis.ts';
import { type Parts, stack } from './stack-text.ts';

const custom = (name: string, properties = '', type = 'Custom::Thing', token = '!GetAtt Function.Arn') =>
  `  ${name}: {Type: '${type}', Properties: {ServiceToken: ${token}${properties}}}`;
const OTHER_FUNCTION = `  Starter:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.13, Handler: index.handler, Role: !GetAtt Role.Arn, Code: {ZipFile: rds.start_activity_stream()}}`;
const CODE = 'rds.start_activity_stream(**arguments)';
const HIDDEN = '      Code: {S3Bucket: code, S3Key: start.zip}';
const VARIABLE = `${HIDDEN}\n      Environment: {Variables: {KMS_KEY_ID: !Ref Key}}`;
const NO_KEY = '      Cluster: c';
const call = (parameters: string) =>
  `, Create: '{"service":"RDS","action":"startActivityStream","parameters":{${parameters}}}'`;

/** Which custom resources start a stream, when these stand beside `Stream`. */
function found(parts: Parts, ...beside: readonly string[]): readonly string[] {
  const text = stack({ code: CODE, ...parts, more: beside.join('\n') });
  return analyse(text).map(({ customResource }) => customResource.logicalId);
}

describe('of several custom resources on one function', () => {
  test.each<[string, readonly string[], Parts, readonly string[]]>([
    ['all count where none carries a key', ['Stream', 'B', 'C'], { stream: NO_KEY }, [custom('B'), custom('C')]],
    ['those that carry one count', ['Stream', 'C'], {}, [custom('B'), custom('C', ', KmsKeyId: !Ref Key')]],
    [
      'one counts that comes first and carries none',
      ['B'],
      { stream: NO_KEY },
      [custom('B', ', KeyArn: x'), custom('C')],
    ],
    [
      'each counts that has a function of its own',
      ['Stream', 'B'],
      {},
      [OTHER_FUNCTION, custom('B', '', 'Custom::Thing', '!GetAtt Starter.Arn')],
    ],
    [
      'those of each function are compared with one another alone',
      ['Stream', 'B', 'D'],
      {},
      [
        OTHER_FUNCTION,
        custom('B', '', 'Custom::Thing', '!GetAtt Starter.Arn'),
        custom('C'),
        custom('D', '', 'Custom::Thing', '!GetAtt Starter.Arn'),
      ],
    ],
    [
      'a key in the variables of the function is no argument of one of them',
      ['Stream'],
      { function: VARIABLE, stream: '      KmsKeyId: !Ref Key' },
      [custom('ActivityStream')],
    ],
    [
      'all count where the key stands in the variables of the function alone',
      ['Stream', 'ActivityStream'],
      { function: VARIABLE, stream: NO_KEY },
      [custom('ActivityStream')],
    ],
    [
      'each call that stands as JSON counts, with a key or without',
      ['A', 'B'],
      { stream: NO_KEY, code: 'print(1)' },
      [custom('A', call('"KmsKeyId":"alias/das"'), 'Custom::AWS'), custom('B', call(''), 'Custom::AWS')],
    ],
    [
      'each counts whose function is in no template',
      ['A', 'ActivityStream'],
      { stream: NO_KEY, code: 'print(1)' },
      [
        custom('A', ', KmsKeyId: !Ref Key', 'Custom::ActivityStream', '!ImportValue starter'),
        custom('ActivityStream', ', Thing: !Ref Key', 'Custom::Thing', '!ImportValue starter'),
      ],
    ],
  ])('%s', (_sentence, expected, parts, beside) => {
    expect(found(parts, ...beside)).toEqual(expected);
  });

  test('one counts where its function is another than that of the one that carries a key', () => {
    const head = 'Conditions: {A: !Equals [!Ref AWS::Region, x]}';
    const token = '!If [A, !GetAtt Function.Arn, !GetAtt Starter.Arn]';
    const text = stack({
      code: CODE,
      head,
      more: [OTHER_FUNCTION, custom('B', '', 'Custom::Thing', token)].join('\n'),
    });
    const callers = analyse(text).map(({ customResource, branches, scope }) => [
      customResource.logicalId,
      ...branches.map(({ caller, guard }) => [caller.label, guard === scope.world.not(scope.conditions.named('A'))]),
    ]);
    expect(callers).toEqual([
      ['Stream', ['Function', false]],
      ['B', ['Starter', true]],
    ]);
  });
});

describe('what consumes events starts no stream', () => {
  const mapping = (name: string) =>
    `  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: ${name}}}`;
  const named = `      FunctionName: consumer\n${HIDDEN}`;
  test.each<[string, readonly string[], Parts, readonly string[]]>([
    ['a function that a mapping names', [], { function: HIDDEN }, [mapping('!Ref Function')]],
    ['a function that a mapping names by its ARN', [], { function: HIDDEN }, [mapping('!GetAtt Function.Arn')]],
    ['a function that a mapping names by its literal name', [], { function: named }, [mapping('consumer')]],
    [
      'a function that a mapping names by a version',
      [],
      { function: HIDDEN },
      [mapping('!Ref Version'), '  Version: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Function}}'],
    ],
    ['but another may', ['Stream'], { function: HIDDEN }, [OTHER_FUNCTION, mapping('!Ref Starter')]],
    ['but another by a name from elsewhere may', ['Stream'], { function: HIDDEN }, [mapping('other')]],
    [
      'but one may that something else names',
      ['Stream'],
      { function: HIDDEN },
      ['  Allowed: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Function}}'],
    ],
    [
      'but one may whose mapping names nothing',
      ['Stream'],
      { function: HIDDEN },
      ['  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {Enabled: true}}'],
    ],
    ['but one may that is seen to make the call', ['Stream'], {}, [mapping('!Ref Function')]],
  ])('%s', (_sentence, expected, parts, beside) => {
    expect(found(parts, ...beside)).toEqual(expected);
  });
});
