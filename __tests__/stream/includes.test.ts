import { describe, expect, test } from '@jest/globals';
import { answerNeeds } from '../../src/answer-needs.ts';
import { type Need, review } from '../../src/review.ts';
import { DAY, filesOf, SETTINGS, sideOf } from '../review-input.ts';
import { allow, stack } from './stack-text.ts';

/** The resources of a stack with one stream by name, and a policy with the grant; all without short tags. */
const GRANT = allow('[kms:CreateGrant, kms:DescribeKey]', '{Fn::GetAtt: [Key, Arn]}');
const BLOCKS = new Map(
  stack({ stream: '      KmsKeyId: {Fn::GetAtt: [Key, Arn]}', token: '{Fn::GetAtt: [Function, Arn]}' })
    .replace('!GetAtt Role.Arn', '{Fn::GetAtt: [Role, Arn]}')
    .split(/^(?= {2}[A-Z]\w+:$)/m)
    .slice(1)
    .map((block) => [/\w+/.exec(block)?.[0] ?? '', block.trimEnd()] as const),
);
const POLICY = `  Policy: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, Roles: [{Ref: Role}], PolicyDocument: {Statement: ${GRANT}}}}`;
BLOCKS.set('Policy', POLICY);

const ALL = ['Key', 'Role', 'Function', 'Stream', 'Policy'];
const resources = (...names: readonly string[]) => names.map((name) => `${BLOCKS.get(name)}\n`).join('');
const without = (...names: readonly string[]) => resources(...ALL.filter((name) => !names.includes(name)));
const part = (...names: readonly string[]) => resources(...names).replace(/^ {2}/gm, '');
/** The body of a resource, as a file of its own. */
const body = (name: string) => part(name).replace(/^.*\n/, '').replace(/^ {2}/gm, '');

const include = (location: string) => `{Name: AWS::Include, Parameters: {Location: ${location}}}`;
const HERE = `Fn::Transform: ${include('part.yaml')}`;
const beside = (...names: readonly string[]) => `Resources:\n  ${HERE}\n${without(...names)}`;
const mapped = (mappings: string) =>
  `${mappings}\nResources:\n${without('Policy')}${POLICY.replace('[kms:CreateGrant, kms:DescribeKey]', '{Fn::FindInMap: [Actions, grant, both]}')}\n`;
const BOTH = 'grant: {both: [kms:CreateGrant, kms:DescribeKey]}';
const sam = (globals: string) =>
  `Transform: AWS::Serverless-2016-10-31\nGlobals: ${globals}\nResources:\n${resources('Key', 'Stream')}  Function: {Type: AWS::Serverless::Function, Properties: {Handler: index.handler, InlineCode: "rds.start_activity_stream(KmsKeyId=event['ResourceProperties']['KmsKeyId'])", Policies: {Statement: ${GRANT}}}}\n`;
const BOUNDARY = 'PermissionsBoundary: arn:aws:iam::aws:policy/AmazonS3FullAccess';

type Row = readonly [sentence: string, words: string, template: string, part?: string];

const ROWS: readonly Row[] = [
  ['all resources', 'scoped / scoped', `Resources:\n  ${HERE}\n`, part(...ALL)],
  ['all resources, in short', 'scoped / scoped', `Resources: !Transform ${include('part.yaml')}\n`, part(...ALL)],
  ['the stream', 'scoped / scoped', beside('Stream'), part('Stream')],
  ['the role', 'scoped / scoped', beside('Role'), part('Role')],
  ['the policy', 'scoped / scoped', beside('Policy'), part('Policy')],
  ['something else', 'missing / missing', beside('Policy'), 'Topic: {Type: AWS::SNS::Topic}\n'],
  ['a file that is not there', 'unknown / unknown', beside('Policy')],
  ['the body of the role', 'scoped / scoped', `${without('Role')}  Role: {${HERE}}`, body('Role')],
  ['the body of the stream', 'scoped / scoped', `${without('Stream')}  Stream: {${HERE}}`, body('Stream')],
  ['a body that may be a policy', 'unknown / unknown', `${without('Policy')}  Policy: {${HERE}}`],
  [
    'attributes beside the type of a resource',
    'scoped / scoped',
    `${without('Role')}  Role: {Type: AWS::IAM::Role, ${HERE}}`,
    'Properties: {Path: /}',
  ],
  ['mappings', 'scoped / scoped', mapped(`Mappings: {${HERE}}`), `Actions: {${BOTH}}`],
  [
    'mappings without the grant',
    'missing / missing',
    mapped(`Mappings: {${HERE}}`),
    'Actions: {grant: {both: [kms:Decrypt]}}',
  ],
  ['one mapping', 'scoped / scoped', mapped(`Mappings: {Actions: {${HERE}}}`), BOTH],
  ['mappings of a file that is not there', 'unknown / unknown', mapped(`Mappings: {${HERE}}`)],
  ['one mapping of a file that is not there', 'unknown / unknown', mapped(`Mappings: {Actions: {${HERE}}}`)],
  [
    'mappings that a default stands for, of a file that is not there',
    'unknown / unknown',
    mapped(`Mappings: {${HERE}}`).replace('both]', 'both, {DefaultValue: [kms:CreateGrant, kms:DescribeKey]}]'),
  ],
  [
    'mappings over the whole template',
    'scoped / scoped',
    mapped(`Transform: ${include('part.yaml')}`),
    `Mappings: {Actions: {${BOTH}}}`,
  ],
  [
    'a condition that holds',
    'missing / missing',
    `Conditions: {${HERE}}\nResources:\n${without('Policy')}${POLICY.replace('Properties', 'Condition: Granted, Properties')}`,
    'Granted: {Fn::Equals: [a, b]}',
  ],
  ['the defaults of functions', 'denied / denied', sam(`{Function: {${HERE}}}`), BOUNDARY],
  ['all defaults', 'denied / denied', sam(`{${HERE}}`), `Function: {${BOUNDARY}}`],
  ['defaults of a file that is not there', 'unknown / unknown', sam(`{Function: {${HERE}}}`)],
];

/** The forms in which a transform stands over the whole template. */
const OVER: readonly string[] = [
  `Transform: ${include('part.yaml')}`,
  `Transform: [${include('part.yaml')}]`,
  `Transform: [AWS::LanguageExtensions, ${include('part.yaml')}]`,
  HERE,
];
const OVER_ROWS = OVER.flatMap((head): readonly Row[] => [
  [`resources: ${head}`, 'scoped / scoped', `${head}\nResources: {}\n`, `Resources:\n${resources(...ALL)}`],
  [`resources alone: ${head}`, 'scoped / scoped', `${head}\n`, `Resources:\n${resources(...ALL)}`],
  [`resources without the grant: ${head}`, 'missing / missing', `${head}\n`, `Resources:\n${without('Policy')}`],
  // AWS's page does not say how the two sections come together.
  [
    `resources beside others: ${head}`,
    'unknown / unknown',
    `${head}\nResources:\n${without('Policy')}`,
    `Resources:\n${POLICY}`,
  ],
  [
    `the stream beside others: ${head}`,
    'unknown / unknown',
    `${head}\nResources:\n${without('Stream')}`,
    `Resources:\n${resources('Stream')}`,
  ],
  [`a file that is not there: ${head}`, 'unknown / unknown', `${head}\nResources:\n${without('Policy')}`],
  [`a file that is not there, beside the grant: ${head}`, 'scoped / scoped', `${head}\nResources:\n${without()}`],
]);

/** The words of the one stream, with the files that the review asked for brought to it. */
function judged(template: string, part: string | undefined): { words: string; asked: readonly string[] } {
  const text = /^Resources:/m.test(template) || OVER.includes(template.trim()) ? template : `Resources:\n${template}`;
  const head = sideOf(filesOf({ 'stack.yaml': text }));
  const asking = answerNeeds({ head, base: null, renames: new Map(), settings: SETTINGS, day: DAY }, 1);
  const asked: string[] = [];
  const bring = ({ path, why }: Need) => {
    asked.push(`${why} ${path}`);
    if (part === undefined) return { kind: 'absent' } as const;
    return { kind: 'read', file: { path, text: part }, bytes: part.length } as const;
  };
  let step = asking.next();
  while (!step.done) step = asking.next(step.value.map(bring));
  const streams = review(step.value).templates.flatMap((report) => report.streams);
  return { words: streams.map(({ actions }) => Object.values(actions).join(' / ')).join(', '), asked };
}

describe('an include brings', () => {
  test.each([...ROWS, ...OVER_ROWS])('%s', (...[, words, template, part]: Row) => {
    expect(judged(template, part)).toEqual({ words, asked: ['include part.yaml'] });
  });

  test('nothing by its name alone', () => {
    const template = `Transform: AWS::Include\nResources:\n${without('Policy')}`;
    expect(judged(template, undefined)).toEqual({ words: 'missing / missing', asked: [] });
  });
});
