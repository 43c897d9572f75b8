import { expect, test } from '@jest/globals';
import { defaultDeployments } from '../../src/resolve/defaults.ts';
import { whenText } from '../../src/resolve/when.ts';
import { ALWAYS } from '../../src/resolve/world.ts';
import { type Options, scopeOf } from '../stream/analysis.ts';

/** A template in which each of these parameters is compared with `prod` and `dev`. */
function compared(parameters: string, more = ''): string {
  const names = [...parameters.matchAll(/(\w+): \{Type/g)].map(([, name]) => name);
  const conditions = names.flatMap((name) => [
    `${name}Prod: !Equals [!Ref ${name}, prod]`,
    `${name}Dev: !Equals [!Ref ${name}, dev]`,
  ]);
  return `
Parameters: {${parameters}}
Conditions: {${conditions.join(', ')}}
Resources: {Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Given: dev}}}}
${more}`;
}

/** What a deployment with the defaults takes, in the words of the template's conditions. */
function taken(text: string, options: Options = {}): string | null {
  const scope = scopeOf(text, options);
  for (const name of scope.template.conditions.keys()) scope.conditions.named(name);
  return whenText(scope, defaultDeployments(scope), ALWAYS);
}

test.each([
  ['a value that is compared', 'Stage: {Type: String, Default: prod}', 'StageProd is true'],
  ['another value', 'Stage: {Type: String, Default: test}', 'StageProd is false and StageDev is false'],
  ['no default', 'Stage: {Type: String}', null],
  ['one value that is allowed', 'Stage: {Type: String, Default: prod, AllowedValues: [prod]}', null],
  ['one of two values', 'Stage: {Type: String, Default: prod, AllowedValues: [prod, dev]}', 'StageProd is true'],
  [
    'two parameters',
    'A: {Type: String, Default: prod}, B: {Type: String}, C: {Type: String, Default: dev}',
    'AProd is true and CDev is true',
  ],
  [
    'the name of a value that AWS keeps',
    "Stage: {Type: 'AWS::SSM::Parameter::Value<String>', Default: prod}, B: {Type: String, Default: dev}",
    'BDev is true',
  ],
])('a deployment with the defaults: %s', (_sentence, parameters, expected) => {
  expect(taken(compared(parameters))).toBe(expected);
});

const TWO = 'A: {Type: String, Default: prod}, B: {Type: String, Default: dev}';

test('what is given is no default', () => {
  expect(taken(compared(TWO), { parameters: { A: 'dev' } })).toBe('BDev is true');
});

test.each(['test', 'test, dev'])(
  'a default that a rule refuses is replaced by any that it lets through: %s',
  (values) => {
    const rule = `Rules: {Chosen: {Assertions: [{Assert: {'Fn::Contains': [[${values}], !Ref A]}}]}}`;
    expect(taken(compared(TWO, rule))).toBe('BDev is true');
  },
);

test('the defaults of a nested stack are those of the stack that deploys it', () => {
  const child = 'Parameters: {Given: {Type: String, Default: prod}}\nResources: {Bucket: {Type: AWS::S3::Bucket}}';
  const parent = scopeOf(compared(TWO), { files: { 'child.yaml': child } });
  const resource = parent.template.resources.get('Child');
  const nested = resource === undefined ? null : parent.family.nestedStack(parent, resource);
  if (nested === null || 'reason' in nested) throw new Error('no nested stack');
  expect(defaultDeployments(nested.scope)).toBe(defaultDeployments(parent));
  expect(taken(compared(TWO))).toBe('AProd is true and BDev is true');
});
