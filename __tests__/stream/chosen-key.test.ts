import { describe, expect, test } from '@jest/globals';
import type { StreamKey } from '../../src/stream/key.ts';
import { analyse, type Options } from './analysis.ts';
import { reviewFiles } from './review-files.ts';
import { allow, type Parts, stack } from './stack-text.ts';

const [WEST = '', EAST = '', SOUTH = ''] = ['ab', 'ac', 'ad'].map((end) => `1234abcd-12ab-34cd-56ef-1234567890${end}`);
const arn = (region: string, id = '') => `arn:aws:kms:${region}:111122223333:key/${id}`;
const MAPPING = `Mappings:
  Keys:
    eu-west-1: {Arn: '${arn('eu-west-1', WEST)}', Id: ${WEST}}
    us-east-1: {Arn: '${arn('us-east-1', EAST)}', Id: ${EAST}}
    sa-east-1: {Arn: '${arn('sa-east-1', SOUTH)}', Id: ${SOUTH}}`;
const BY_REGION = '!FindInMap [Keys, !Ref AWS::Region, Arn]';
const ALLOWED = `Parameters: {KeyArn: {Type: String, AllowedValues: ['${arn('eu-west-1', WEST)}', '${arn('us-east-1', EAST)}']}}`;

function found(head: string, key: string, resource: string | null, options: Options = {}) {
  const statements = resource === null ? '[]' : allow('[kms:CreateGrant, kms:DescribeKey]', resource);
  const text = stack({ head, statements, stream: `      KmsKeyId: ${key}` });
  const [report] = reviewFiles({ 'stack.yaml': text }, options).templates;
  const { key: label, actions } = report?.streams[0] ?? { key: null, actions: null };
  const findings = (report?.findings ?? []).map(({ rule, when, fix }) => {
    const resources =
      fix?.kind === 'edits' ? [...fix.patch.matchAll(/^\+.*?Resource: (!.*?)(?=, Condition|\}|$)/gm)] : [];
    return [rule, when, resources[0]?.[1]];
  });
  return { label, words: Object.values(actions ?? {}).join(' / '), findings };
}

describe('a key that a mapping gives by region', () => {
  test('is one key to speak of, and to grant', () => {
    expect(found(MAPPING, BY_REGION, null)).toEqual({
      label: 'the key of mapping Keys',
      words: 'missing / missing',
      findings: [['missing-grant', null, BY_REGION]],
    });
    expect(found(MAPPING, BY_REGION, BY_REGION)).toMatchObject({ words: 'scoped / scoped', findings: [] });
  });

  test('is granted by the mapping where the region is given, too', () => {
    expect(found(MAPPING, BY_REGION, null, { region: 'us-east-1' }).findings).toEqual([
      ['missing-grant', null, BY_REGION],
    ]);
  });

  test.each([
    ['eu-west-1', WEST, 'AWS::Region is us-east-1 or sa-east-1'],
    ['us-east-1', EAST, 'AWS::Region is eu-west-1 or sa-east-1'],
  ])('is missed where another region is named than %s', (region, id, when) => {
    expect(found(MAPPING, BY_REGION, `'${arn(region, id)}'`).findings).toEqual([['missing-grant', when, BY_REGION]]);
  });

  test('is missed in the regions that are named', () => {
    const resources = `['${arn('sa-east-1', SOUTH)}']`;
    expect(found(MAPPING, BY_REGION, resources).findings).toEqual([
      ['missing-grant', 'AWS::Region is eu-west-1 or us-east-1', BY_REGION],
    ]);
  });

  test('as ids is granted by an ARN around the id', () => {
    const key = '!FindInMap [Keys, !Ref AWS::Region, Id]';
    const { label, findings } = found(MAPPING, key, null);
    expect(label).toBe('the key of mapping Keys');
    expect(findings.map(([rule, when]) => [rule, when])).toEqual([['missing-grant', null]]);
  });
});

describe('a key that a parameter gives', () => {
  test('among a few is one key', () => {
    expect(found(ALLOWED, '!Ref KeyArn', null)).toEqual({
      label: 'parameter KeyArn',
      words: 'missing / missing',
      findings: [['missing-grant', null, '!Ref KeyArn']],
    });
  });

  test('on the command line is called by the name of the parameter', () => {
    const options = { parameters: { KeyArn: arn('eu-west-1', WEST) } };
    expect(found(ALLOWED, '!Ref KeyArn', null, options)).toMatchObject({
      label: 'parameter KeyArn',
      findings: [['missing-grant', null, '!Ref KeyArn']],
    });
  });
});

describe('what chooses a key is what to speak of', () => {
  const isChosen = (key: StreamKey) => key.kind === 'key' && key.chosenBy !== null;
  const list = (...values: readonly string[]) =>
    `Transform: AWS::LanguageExtensions\nParameters: {Given: {Type: String, AllowedValues: [${values.join(', ')}]}, Open: {Type: String}}\n${MAPPING}\nConditions: {A: !Equals [!Ref Open, x]}`;
  const [ONE, TWO] = [`'${arn('eu-west-1', WEST)}'`, `'${arn('us-east-1', EAST)}'`];
  const environment = (value: string) =>
    `      Environment: {Variables: {STAGE: !Ref Given, KMS_KEY_ID: ${value}}}\n      Code: {ZipFile: 'rds.start_activity_stream()'}`;

  test.each<[string, string, Parts, readonly string[]]>([
    ['ARNs of a parameter', list(ONE, TWO), { stream: '      KmsKeyId: !Ref Given' }, ['parameter Given, chosen']],
    ['ids of a parameter', list(WEST, EAST), { stream: '      KmsKeyId: !Ref Given' }, ['parameter Given, chosen']],
    [
      'in a property below',
      list(ONE, TWO),
      {
        stream: '      A: [{KmsKeyId: !Ref Given}]',
        code: "rds.start_activity_stream(KmsKeyId=p['A'][0]['KmsKeyId'])",
      },
      ['parameter Given, chosen'],
    ],
    [
      'in a variable of the function',
      list(ONE, TWO),
      { stream: '      Cluster: !Ref Open', function: environment('!Ref Given') },
      ['parameter Given, chosen'],
    ],
    [
      'a mapping that a value names',
      list(ONE),
      { stream: `      KmsKeyId: !FindInMap [!Sub Keys, !Ref AWS::Region, Arn]` },
      ['the key of a mapping, chosen'],
    ],
    // Values of unlike forms, and keys that something else chooses, are each spoken of as they are.
    ['an ARN and an id', list(ONE, EAST), { stream: '      KmsKeyId: !Ref Given' }, [arn('eu-west-1', WEST), EAST]],
    ['an id and an ARN', list(EAST, ONE), { stream: '      KmsKeyId: !Ref Given' }, [EAST, arn('eu-west-1', WEST)]],
    ['aliases', list('alias/a', 'alias/b'), { stream: '      KmsKeyId: !Ref Given' }, ['alias/a', 'alias/b']],
    [
      'an ARN and an alias',
      list(ONE, 'alias/b'),
      { stream: '      KmsKeyId: !Ref Given' },
      [arn('eu-west-1', WEST), 'alias/b'],
    ],
    [
      'an alias that AWS manages, and an ARN',
      list('alias/aws/rds', ONE),
      { stream: '      KmsKeyId: !Ref Given' },
      ['alias/aws/rds', arn('eu-west-1', WEST)],
    ],
    [
      'an ARN and what is no key',
      list(ONE, 'none'),
      { stream: '      KmsKeyId: !Ref Given' },
      [arn('eu-west-1', WEST), 'none'],
    ],
    [
      'a condition',
      list(ONE, TWO),
      { stream: `      KmsKeyId: !If [A, ${ONE}, ${TWO}]` },
      [arn('eu-west-1', WEST), arn('us-east-1', EAST)],
    ],
    ['a text around a parameter', list(WEST, EAST), { stream: `      KmsKeyId: !Sub '\${Given}'` }, [WEST, EAST]],
    ['a parameter that may be anything', list(ONE), { stream: '      KmsKeyId: !Ref Open' }, ['parameter Open']],
    ['a resource', list(ONE), { stream: '      KmsKeyId: !Ref Key' }, ['Key']],
  ])('%s', (_sentence, head, parts, labels) => {
    const [stream] = analyse(stack({ head, ...parts }));
    const told = stream?.branches.map(({ key }) => `${key.label}${isChosen(key) ? ', chosen' : ''}`);
    expect([...new Set(told)]).toEqual(labels);
  });

  test('stands in the place of each of its values', () => {
    const [stream] = analyse(stack({ head: list(ONE, TWO), stream: '      KmsKeyId: !Ref Given' }));
    const chosen = stream?.branches.map(({ key }) => key.kind === 'key' && key.chosenBy !== null && key.form);
    expect(chosen).toEqual(['arn', 'arn']);
  });
});
