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
