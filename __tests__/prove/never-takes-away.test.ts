import { describe, expect, test } from '@jest/globals';
import { longForm } from '../fix/model.ts';
import { judgeData } from '../syntax/judge.ts';
import { caseNames, readCase, reportOn } from './case.ts';

type Data = Record<string, unknown>;

const OTHER = { 'Fn::GetAtt': ['SomeOtherKey', 'Arn'] };

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isGrantOfKms(value: Data): boolean {
  const isAllow = value.Effect === 'Allow' && value.Action !== undefined && value.Resource !== undefined;
  return isAllow && value.Principal === undefined && JSON.stringify(value.Action).includes('kms:');
}

/** A template whose statements on KMS all name one more key, before or behind what they name. */
function withOtherKey(value: unknown, isFirst: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withOtherKey(item, isFirst));
  if (!isMap(value)) return value;
  if (isGrantOfKms(value)) {
    const named = [value.Resource].flat();
    return { ...value, Resource: isFirst ? [OTHER, ...named] : [...named, OTHER] };
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withOtherKey(part, isFirst)]));
}

/** What the statements allow on that key: their actions, with the resource that holds the statement. */
function allowedOnOther(template: Data): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (owner: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(owner, item);
    if (!isMap(value)) return;
    const isNamed = JSON.stringify(value.Resource ?? null).includes(JSON.stringify(OTHER));
    if (value.Effect === 'Allow' && isNamed) {
      for (const action of [value.Action].flat()) found.add(`${owner} ${JSON.stringify(action)}`);
    }
    for (const part of Object.values(value)) visit(owner, part);
  };
  for (const [owner, resource] of Object.entries(isMap(template.Resources) ? template.Resources : {})) {
    visit(owner, resource);
  }
  return found;
}

const templates = caseNames().flatMap((sentence) =>
  [true, false].flatMap((isFirst) => {
    const { before, beside, settings } = readCase(sentence);
    const template = withOtherKey(longForm(judgeData(before)), isFirst) as Data;
    const key = { SomeOtherKey: { Type: 'AWS::KMS::Key', Properties: { Description: 'x' } } };
    const resources = { ...(isMap(template.Resources) ? template.Resources : {}), ...key };
    const text = JSON.stringify({ ...template, Resources: resources }, null, 2);
    const had = allowedOnOther(template);
    return had.size === 0 ? [] : [{ sentence, where: isFirst ? 'before' : 'behind', text, had, beside, settings }];
  }),
);

describe('a patch takes no access to another key away', () => {
  test('there are cases with statements on KMS', () => expect(templates.length).toBeGreaterThanOrEqual(100));

  test.each(templates)('$sentence, the other key $where', ({ text, had, beside, settings }) => {
    const { fixed } = reportOn({ path: 'a.json', text }, settings, beside);
    if (fixed === null) return;
    const has = allowedOnOther(JSON.parse(fixed) as Data);
    expect([...had].filter((grant) => !has.has(grant))).toEqual([]);
  });
});
