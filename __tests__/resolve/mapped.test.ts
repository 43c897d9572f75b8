import { describe, expect, test } from '@jest/globals';
import { type Options, summary } from '../stream/analysis.ts';
import { PAIR, stack } from '../stream/stack-text.ts';

const HEAD = `
Parameters: {Stage: {Type: String}, Size: {Type: String, Default: large}}
Mappings:
  Stages: {prod: {Das: 'yes', Cost: high}, dev: {Das: 'no', Cost: low}}
  Mixed: {in-prod: {Cost: high}, in-dev: {Cost: low}}
  Regions: {eu-west-1: {Das: 'yes'}, us-east-1: {Das: 'no'}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Equals [!Ref Stage, dev]
  IsIreland: !Equals [!Ref AWS::Region, eu-west-1]
  IsVirginia: !Equals [!Ref AWS::Region, us-east-1]`;

const only = (condition: string) => `!If [${condition}, ${PAIR}, !Ref AWS::NoValue]`;
const IN_BOTH = `[${only('IsProd')}, ${only('IsDev')}]`;
const IN_PROD = `[${only('IsProd')}]`;

/** The words of a stack with further conditions, statements, and what stands in the function's description. */
function words(condition: string, statements: string, description = 'x', options: Options = {}) {
  const head = `${HEAD}${condition === '' ? '' : `\n  IsOn: ${condition}`}`;
  const code = `      Description: ${description}\n`;
  const text = stack({ head, statements }).replace('      Handler:', `${code}      Handler:`);
  const made = condition === '' ? text : text.replace('    Type: Custom::', '    Condition: IsOn\n    Type: Custom::');
  return summary(made, options);
}

const BY_STAGE = "!Equals [!FindInMap [Stages, !Ref Stage, Das], 'yes']";

describe('an entry of a mapping that a deployment needs', () => {
  test.each([
    ['in a condition rules the other stages out', BY_STAGE, IN_PROD, 'x', 'scoped / scoped'],
    [
      'in a condition by region rules the other regions out',
      "!Equals [!FindInMap [Regions, !Ref AWS::Region, Das], 'yes']",
      `[${only('IsIreland')}]`,
      'x',
      'scoped / scoped',
    ],
    [
      'in a resource that is there rules the other stages out',
      '',
      IN_BOTH,
      '!FindInMap [Stages, !Ref Stage, Cost]',
      'scoped / scoped',
    ],
    [
      'in a text of such a resource does so too',
      '',
      IN_BOTH,
      "!Join ['', [a, !FindInMap [Stages, !Ref Stage, Cost]]]",
      'scoped / scoped',
    ],
    [
      'of which there is more than one choice',
      '',
      IN_PROD,
      '!FindInMap [Stages, !Ref Stage, Cost]',
      'missing / missing',
    ],
    ['by the second key', "!Equals [!FindInMap [Stages, prod, !Ref Size], 'high']", IN_PROD, 'x', 'missing / missing'],
    [
      'in one branch of an If narrows nothing',
      '',
      IN_BOTH,
      '!If [IsProd, a, !FindInMap [Stages, !Ref Stage, Cost]]',
      'missing / missing',
    ],
    [
      'with a default narrows nothing',
      '',
      IN_BOTH,
      '!FindInMap [Stages, !Ref Stage, Cost, {DefaultValue: none}]',
      'missing / missing',
    ],
    [
      'by a key that is put together in several ways narrows to all of them',
      '',
      IN_BOTH,
      "!FindInMap [Stages, !Sub '${Stage}${Size}', Cost]",
      'missing / missing',
    ],
    [
      'by a key that is put together rules the other stages out',
      '',
      IN_BOTH,
      "!Join ['', [!FindInMap [Mixed, !Sub 'in-${Size}', Cost], !FindInMap [Mixed, !Sub 'in-${Stage}', Cost]]]",
      'scoped / scoped',
    ],
    [
      'of a mapping that is not there narrows nothing',
      '',
      IN_BOTH,
      '!FindInMap [No, !Ref Stage, Cost]',
      'missing / missing',
    ],
    [
      'that no deployment can have narrows nothing',
      '',
      IN_BOTH,
      '!FindInMap [Stages, !Ref Stage, No]',
      'missing / missing',
    ],
  ])('%s', (_, condition, statements, description, word) => {
    expect(words(condition, statements, description)).toBe(word);
  });

  test('that the given value lacks is not ours to judge', () => {
    const given = { parameters: { Stage: 'test' } };
    expect(words('', IN_BOTH, '!FindInMap [Stages, !Ref Stage, Cost]', given)).toBe('missing / missing');
  });
});

describe('a condition on a text that is put together', () => {
  test.each([
    ["!Equals [!Sub 'x-${Stage}', x-prod]", 'scoped / scoped'],
    ["!Equals [!Sub '${Stage}-${Size}', prod-large]", 'scoped / scoped'],
    ["!Equals [x-prod, !Join ['-', [x, !Ref Stage]]]", 'scoped / scoped'],
    ["!Equals [!Sub '${Stage}-${Stage}', prod-prod]", 'scoped / scoped'],
    // Stage may be prod, or prod-a.
    ["!Equals [!Sub '${Stage}-${Size}', prod-a-b]", 'missing / missing'],
    ["!Equals [!Sub 'x-${Stage}', x-dev]", 'missing / missing'],
    ["!Equals [!Sub '${AWS::Region}-${Stage}', eu-west-1-prod]", 'scoped / scoped'],
  ])('%s', (condition, word) => expect(words(condition, IN_PROD)).toBe(word));

  test('does not hold together with one that asks for another value', () => {
    const head = `
Parameters: {Size: {Type: String}}
Conditions: {IsLarge: !Equals [!Sub 'x-\${Size}', x-large], IsSmall: !Equals [!Sub 'x-\${Size}', x-small]}`;
    const unless = (condition: string) => `!If [${condition}, !Ref AWS::NoValue, ${PAIR}]`;
    expect(summary(stack({ head, statements: `[${unless('IsLarge')}, ${unless('IsSmall')}]` }))).toBe(
      'scoped / scoped',
    );
    expect(summary(stack({ head, statements: `[${unless('IsLarge')}]` }))).toBe('missing / missing');
  });
});
