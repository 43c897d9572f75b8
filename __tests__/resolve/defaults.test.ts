import { expect, test } from '@jest/globals';
import { defaultDeployments } from '../../src/resolve/defaults.ts';
import { whenText } from '../../src/resolve/when.ts';
import { ALWAYS } from '../../src/resolve/world.ts';
import { scopeOf } from '../stream/analysis.ts';

/** What a deployment with the defaults of these parameters takes, where each is compared with `prod` and `dev`. */
function taken(parameters: string): string | null {
  const names = [...parameters.matchAll(/(\w+): \{Type/g)].map(([, name]) => name);
  const conditions = names.flatMap((name) => [
    `${name}Prod: !Equals [!Ref ${name}, prod]`,
    `${name}Dev: !Equals [!Ref ${name}, dev]`,
  ]);
  const scope = scopeOf(`
Parameters: {${parameters}}
Conditions: {${conditions.join(', ')}}
Resources: {Bucket: {Type: AWS::S3::Bucket}}`);
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
])('a deployment with the defaults: %s', (_sentence, parameters, expected) => {
  expect(taken(parameters)).toBe(expected);
});
