import { describe, expect, test } from '@jest/globals';
import { NEEDED_ACTIONS } from '../../src/stream/analyse.ts';
import { analyse, wordOf } from './analysis.ts';
import { PAIR, stack } from './stack-text.ts';

const HEAD = `Parameters: {Given: {Type: String}, Action: {Type: String}, Few: {Type: String, AllowedValues: [startActivityStream, stopActivityStream]}}
Conditions: {A: !Equals [!Ref AWS::Region, x]}`;
const call = (service: string, action: string) =>
  `!Sub '{"service":"${service}","action":"${action}","parameters":{"KmsKeyId":"\${Key.Arn}"}}'`;
const START = call('RDS', 'startActivityStream');
const STOP = call('RDS', 'stopActivityStream');

/** Evidence and words of the streams of a template in which `Stream` carries these calls. */
function found(calls: string, logicalId = 'Stream', type = 'Custom::AWS'): readonly string[] {
  const text = stack({ head: HEAD, statements: PAIR, code: 'print(1)', stream: `      ${calls}` })
    .replace('  Stream:', `  ${logicalId}:`)
    .replace('Custom::ActivityStream', type);
  return analyse(text).map((stream) =>
    [stream.evidence.join('+'), ...NEEDED_ACTIONS.map((action) => wordOf(stream, action))].join(' '),
  );
}

describe('an AwsCustomResource', () => {
  test.each<[string, readonly string[]]>([
    [`Create: ${START}`, ['sdk-call-json scoped scoped']],
    [`Update: ${START}`, ['sdk-call-json scoped scoped']],
    [`Create: ${STOP}\n      Update: ${START}`, ['sdk-call-json scoped scoped']],
    [`Delete: ${START}`, []],
    [`Create: '{"service":"RDS","action":"startActivityStream"}'`, ['sdk-call-json unknown unknown']],
    [`Create: '{"service":"RDS","action":"startActivityStream","parameters":[]}'`, ['sdk-call-json unknown unknown']],
    [
      `Create: '{"service":"RDS","action":"startActivityStream","parameters":{"KmsKeyId":1}}'`,
      ['sdk-call-json unknown unknown'],
    ],
    [`Create: ${STOP}`, []],
    [`Create: ${call('@aws-sdk/client-rds', 'StartActivityStreamCommand')}`, ['sdk-call-json scoped scoped']],
    [`Create: ${call('neptune', 'startActivityStream')}`, []],
    [`Create: ${call('RDSData', 'startActivityStream')}`, []],
    [`Create: ${call('@aws-sdk/client-rds-data', 'startActivityStream')}`, []],
    [`Create: ${call('MyRDS', 'startActivityStream')}`, []],
    [`Create: ${call('RDS', 'CommandStartActivityStream')}`, []],
    [`Create: ${call('RDS', 'startActivityStreams')}`, []],
    [`Create: ${call('RDS', '${Few}')}`, ['sdk-call-json scoped scoped']],
    // What is called is not shown: the name says activity stream.
    ['Create: !Ref Given', ['name unknown unknown']],
    ['Create: !ImportValue call', ['name unknown unknown']],
    [`Create: ${call('RDS', '${Action}')}`, ['name unknown unknown']],
    [`Create: ${call('${Given}', 'startActivityStream')}`, ['name unknown unknown']],
    ['Create: !Sub "{${Given}}"', ['name unknown unknown']],
    [`Create: ${STOP}\n      Update: !Ref Given`, ['name unknown unknown']],
    ['Create: {Fn::Transform: {Name: Calls}}', ['name unknown unknown']],
    [`Create: !If [A, ${START}, !Ref Given]`, ['sdk-call-json scoped scoped']],
    // What is no call is none.
    ['Create: plain text', []],
    ['Create: "{}"', []],
    ['Create: "[1]"', []],
    [`Create: '{"service":1,"action":"startActivityStream"}'`, []],
    [`Create: '{"service":"RDS","action":null}'`, []],
    ['Create: {service: RDS}', []],
    ['Other: x', []],
  ])('with %s', (calls, expected) => {
    expect(found(calls, 'ActivityStream')).toEqual(expected);
  });

  test('whose call is not shown is none by another name', () => {
    expect(found('Create: !Ref Given', 'Thing')).toEqual([]);
  });

  test('whose function is the singleton is one by any type', () => {
    const singleton = 'AWS679f53fac002430cb0da5b7982bd22872D164C4C';
    const called = (id: string) => {
      const text = stack({
        statements: PAIR,
        code: 'print(1)',
        token: `!GetAtt ${id}.Arn`,
        stream: '      Other: !Ref Key',
      });
      return analyse(text.replace('  Function:', `  ${id}:`).replace('ZipFile: |', 'S3Bucket: |')).length;
    };
    // Its properties are its calls: where there are none its name counts for nothing.
    expect(called(singleton)).toBe(0);
    expect(called(`My${singleton}`)).toBe(1);
  });

  test('of an early CDK carries its calls as objects', () => {
    const made = (action: string) =>
      `{service: RDS, action: ${action}, parameters: {Mode: async, KmsKeyId: !Ref Key, ApplyImmediately: 'TRUE:BOOLEAN'}, physicalResourceId: {id: das}}`;
    expect(found(`Create: ${made('startActivityStream')}`)).toEqual(['sdk-call-json scoped scoped']);
    expect(found(`Create: !If [A, ${made('startActivityStream')}, ${STOP}]`)).toEqual(['sdk-call-json scoped scoped']);
    expect(found(`Create: ${made('stopActivityStream')}`)).toEqual([]);
    expect(found('Create: {service: RDS}')).toEqual([]);
  });

  test('is also one of another type that carries such a call', () => {
    expect(found(`Create: ${START}`, 'Thing', 'Custom::Thing')).toEqual(['sdk-call-json scoped scoped']);
    expect(found('Create: !Ref Given', 'ActivityStream', 'Custom::Thing')).toEqual([]);
  });
});
