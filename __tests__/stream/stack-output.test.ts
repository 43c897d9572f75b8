import { expect, test } from '@jest/globals';
import { reviewFiles } from './review-files.ts';
import { allow, stack } from './stack-text.ts';

test.each([
  ['StackName: keys, OutputName: KeyArn', ['scoped', 'scoped']],
  ['StackName: keys, OutputName: KeyArn, RoleArn: "arn:aws:iam::999999999999:role/x"', ['unknown', 'unknown']],
])('a key by the stack output {%s}', (output, words) => {
  const key = `{Fn::GetStackOutput: {${output}}}`;
  const text = stack({
    statements: `[${allow('[kms:CreateGrant, kms:DescribeKey]', key)}]`,
    stream: `      KmsKeyId: ${key}`,
  });
  const { templates } = reviewFiles({ 'stack.yaml': text });
  expect(templates.flatMap(({ streams }) => streams.flatMap(({ actions }) => Object.values(actions)))).toEqual(words);
});

test('outputs of stacks that a condition chooses the other way round are not the same key', () => {
  const key = (one: string, other: string) =>
    `{Fn::GetStackOutput: {StackName: !If [A, ${one}, ${other}], OutputName: KeyArn}}`;
  const words = (granted: string) => {
    const text = stack({
      head: 'Conditions: {A: !Equals [!Ref AWS::Region, x]}',
      statements: allow('[kms:CreateGrant, kms:DescribeKey]', granted),
      stream: `      KmsKeyId: ${key('blue', 'green')}`,
    });
    const { templates } = reviewFiles({ 'stack.yaml': text });
    return templates.flatMap(({ streams }) => streams.flatMap(({ actions }) => Object.values(actions)));
  };
  expect(words(key('blue', 'green'))).toEqual(['scoped', 'scoped']);
  expect(words(key('green', 'blue'))).toEqual(['unknown', 'unknown']);
});
