import { describe, expect, test } from '@jest/globals';
import { reviewFiles } from './review-files.ts';
import { stack } from './stack-text.ts';

const MAIN = stack().replace('Role: !GetAtt Role.Arn', 'Role: !ImportValue shared-role');
const roles = (name: string) => `
Parameters: {Team: {Type: String}}
Resources:
  Starter:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: 'kms:*', Resource: '*'}}}]
Outputs: {Arn: {Value: !GetAtt Starter.Arn, Export: {Name: ${name}}}}
`;

function found(files: Readonly<Record<string, string>>) {
  const [main] = reviewFiles({ 'main.yaml': MAIN, ...files }).templates;
  const [stream] = main?.streams ?? [];
  return { words: Object.values(stream?.actions ?? {}), message: main?.findings[0]?.message ?? '' };
}

describe('an import of a role', () => {
  test.each([
    ['by the name that is written out', 'roles.yaml', 'shared-role'],
    ["by the stack's name, which the file has too", 'shared.yaml', "!Sub '${AWS::StackName}-role'"],
    ["by the stack's name, joined", 'shared.template.yaml', "!Join ['-', [!Ref AWS::StackName, role]]"],
  ])('is that of the template that exports it %s', (_how, path, name) => {
    expect(found({ [path]: roles(name) }).words).toEqual(['broad', 'broad']);
  });

  test.each([
    ["a stack's name", "!Sub '${AWS::StackName}-role'", '${AWS::StackName}-role'],
    ['a parameter', "!Sub '${Team}-role'", '${parameter Team}-role'],
  ])('that a template may export by %s says which', (_how, name, said) => {
    const { words, message } = found({ 'roles.yaml': roles(name) });
    expect(words).toEqual(['unknown', 'unknown']);
    expect(message).toContain(
      `the role that the import shared-role names, which roles.yaml exports if ${said} comes to that`,
    );
    expect(message).not.toContain('also-read');
  });

  test.each([
    ['of another ending', "!Sub '${AWS::StackName}-key'"],
    ['of which nothing is known', '!Ref Team'],
  ])('is in no template that was read, where the only export has a name %s', (_how, name) => {
    expect(found({ 'roles.yaml': roles(name) }).message).toContain('which is in no template that was read');
  });

  test('by two files of that name is open', () => {
    const name = "!Sub '${AWS::StackName}-role'";
    const { message } = found({ 'shared.yaml': roles(name), 'shared.json': roles(name) });
    expect(message).toContain('which of shared.yaml and shared.json exports shared-role');
  });
});
