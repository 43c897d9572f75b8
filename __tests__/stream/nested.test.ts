import { describe, expect, test } from '@jest/globals';
import { DEFAULT_GRANT_CONDITIONS } from '../../src/remedy/grant-statements.ts';
import { type ReviewInput, review } from '../../src/review.ts';
import { environmentOf } from './analysis.ts';
import { stack } from './stack-text.ts';

function reviewOf(files: Readonly<Record<string, string>>): ReturnType<typeof review> {
  const judged = Object.entries(files).map(([path, text]) => ({ path, text }));
  const input: ReviewInput = {
    head: { judged, fetched: new Map(), unread: new Map() },
    base: null,
    renames: new Map(),
    settings: {
      environment: environmentOf({}),
      grantConditions: DEFAULT_GRANT_CONDITIONS,
      failOn: 'error',
      failOnExisting: false,
      onIncomplete: 'fail',
    },
    day: '2026-11-22',
  };
  return review(input);
}

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
    const wide = reviewOf({
      'child.yaml': CHILD,
      'parent.yaml': PARENT("{Effect: Allow, Action: 'kms:*', Resource: '*'}"),
    });
    expect(
      wide.templates.flatMap(({ streams }) => streams.map(({ role, actions }) => [role, ...Object.values(actions)])),
    ).toEqual([['Starter', 'broad', 'broad']]);
  });

  test('has findings that point at the template in which the role stands', () => {
    const { templates } = reviewOf({ 'child.yaml': CHILD, 'parent.yaml': PARENT('[]') });
    const [finding] = templates.flatMap(({ findings }) => findings);
    expect(finding?.rule).toBe('missing-grant');
    expect(finding?.location.file.path).toBe('parent.yaml');
    expect(finding?.fix).toMatchObject({ kind: 'manual' });
  });

  test('is judged by itself when nothing nests it', () => {
    const [template] = reviewOf({ 'child.yaml': CHILD }).templates;
    expect(template?.findings.map(({ rule }) => rule)).toEqual(['unresolved']);
  });
});
