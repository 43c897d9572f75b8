import { describe, expect, test } from '@jest/globals';
import { reviewFiles } from './review-files.ts';
import { stack } from './stack-text.ts';

const CHILD = stack({ head: 'Parameters: {RoleArn: {Type: String}}' }).replace(
  'Role: !GetAtt Role.Arn',
  'Role: !Ref RoleArn',
);
const PARENT = (statement: string) => `
Resources:
  Starter:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Statement: ${statement}}}]
  Child:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {RoleArn: !GetAtt Starter.Arn}}
`;

describe('a template that another one nests', () => {
  test('is judged with the parameters that it is given there', () => {
    const wide = reviewFiles({
      'child.yaml': CHILD,
      'parent.yaml': PARENT("{Effect: Allow, Action: 'kms:*', Resource: '*'}"),
    });
    expect(
      wide.templates.flatMap(({ streams }) => streams.map(({ role, actions }) => [role, ...Object.values(actions)])),
    ).toEqual([['Starter', 'broad', 'broad']]);
  });

  test('has findings that point at the template in which the role stands', () => {
    const { templates } = reviewFiles({ 'child.yaml': CHILD, 'parent.yaml': PARENT('[]') });
    const [finding] = templates.flatMap(({ findings }) => findings);
    expect(finding?.rule).toBe('missing-grant');
    expect(finding?.location.file.path).toBe('parent.yaml');
    // A policy of its own is added where the stream stands.
    expect(finding?.fix).toMatchObject({ kind: 'edits', path: 'child.yaml' });
  });

  test('is judged by itself when nothing nests it', () => {
    const [template] = reviewFiles({ 'child.yaml': CHILD }).templates;
    expect(template?.findings.map(({ rule }) => rule)).toEqual(['unresolved']);
  });
});
