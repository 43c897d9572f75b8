import { describe, expect, test } from '@jest/globals';
import { scopeOf } from '../stream/analysis.ts';

const RESOURCES = '\nResources: {Bucket: {Type: AWS::S3::Bucket}}\n';

describe('conditions that turn on one another', () => {
  const circles = (conditions: string) => {
    const scope = scopeOf(`Parameters: {P: {Type: String}}\nConditions: {${conditions}}${RESOURCES}`);
    for (const name of scope.template.conditions.keys()) scope.conditions.named(name);
    return [...scope.conditions.circular].sort();
  };

  test.each([
    ['none', 'A: !Equals [!Ref P, a], B: !Not [!Condition A], C: !And [!Condition A, !Condition B]', []],
    ['one that turns on itself', 'A: !Not [!Condition A], B: !Equals [!Ref P, a]', ['A']],
    ['two', 'A: !Not [!Condition B], B: !Not [!Condition A], C: !Equals [!Ref P, a]', ['A', 'B']],
    ['one that is not there', 'A: !Not [!Condition Nowhere]', []],
  ])('in a circle: %s', (_sentence, conditions, expected) => {
    expect(circles(conditions)).toEqual(expected);
  });

  test.each([
    [400, null],
    [403, 'its conditions refer to one another too deep'],
  ])('%d deep are judged, or end the analysis: %s', (count, ended) => {
    const named = Array.from({ length: count }, (_, index) => `C${index}: !Not [!Condition C${index + 1}]`);
    const scope = scopeOf(`Conditions: {${named.join(', ')}, C${count}: !Equals [a, a]}${RESOURCES}`);
    scope.conditions.named('C0');
    expect(scope.world.exhaustedBy).toBe(ended);
  });
});

test('a comparison of too many values ends the analysis', () => {
  const values = Array.from({ length: 64 }, (_, index) => index).join(', ');
  const parameter = `{Type: String, AllowedValues: [${values}]}`;
  const scope = scopeOf(
    `Parameters: {A: ${parameter}, B: ${parameter}, C: {Type: String, AllowedValues: [x, 1-1]}}\n` +
      `Conditions: {Same: !Equals [!Sub '\${A}-\${B}', !Ref C]}${RESOURCES}`,
  );
  scope.conditions.named('Same');
  expect(scope.world.exhaustedBy).toBe('its values combine in too many ways to be judged');
});
