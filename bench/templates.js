// Templates of a wanted size, made of what real ones are made of: streams with their chain of resources, and policies.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** Short tags in long form: `!GetAtt A.B` as `Fn::GetAtt: [A, B]`, which JSON can say too. */
const LONG_FORMS = ['Ref', 'Sub', 'GetAtt', 'Equals', 'And', 'Or', 'Not', 'Condition', 'If'].flatMap((name) => {
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return [
    { tag: `!${name}`, resolve: (text) => ({ [key]: name === 'GetAtt' ? text.split('.') : text }) },
    { tag: `!${name}`, collection: 'seq', resolve: (list) => ({ [key]: list.toJSON() }) },
  ];
});

/** @param {string} text a template of this file */
const dataOf = (text) => parse(text, { customTags: LONG_FORMS });

/** @param {string} text @param {number} [indent] */
export const asJson = (text, indent) => `${JSON.stringify(dataOf(text), null, indent)}\n`;

/** @param {string} text */
export const asLongForm = (text) => stringify(dataOf(text), { aliasDuplicateObjects: false, lineWidth: 0 });

const guard = (condition) => (condition === undefined ? [] : [`    Condition: ${condition}`]);

const key = (name, condition) => [
  `  ${name}Key:`,
  '    Type: AWS::KMS::Key',
  ...guard(condition),
  '    Properties:',
  `      Description: Encrypts the activity stream ${name}`,
  '      EnableKeyRotation: true',
  '      KeyPolicy:',
  "        Version: '2012-10-17'",
  '        Statement:',
  '          - Sid: Account',
  '            Effect: Allow',
  '            Principal:',
  '              AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root',
  '            Action: kms:*',
  "            Resource: '*'",
];

/** A role that may do on the keys named what is listed, and on the cluster what a handler needs. */
const role = (name, kmsActions, keys, condition) => [
  `  ${name}Role:`,
  '    Type: AWS::IAM::Role',
  ...guard(condition),
  '    Properties:',
  '      AssumeRolePolicyDocument:',
  "        Version: '2012-10-17'",
  '        Statement:',
  '          - Effect: Allow',
  '            Principal:',
  '              Service: lambda.amazonaws.com',
  '            Action: sts:AssumeRole',
  '      Policies:',
  '        - PolicyName: start-stream',
  '          PolicyDocument:',
  "            Version: '2012-10-17'",
  '            Statement:',
  '              - Effect: Allow',
  '                Action:',
  '                  - rds:StartActivityStream',
  '                  - rds:StopActivityStream',
  '                  - rds:DescribeDBClusters',
  '                Resource: !GetAtt Cluster.DBClusterArn',
  ...kmsActions.flatMap((action) => [
    '              - Effect: Allow',
    `                Action: ${action}`,
    `                Resource: [${keys.map((each) => `!GetAtt ${each}Key.Arn`).join(', ')}]`,
  ]),
];

const handler = (name, condition) => [
  `  ${name}Function:`,
  '    Type: AWS::Lambda::Function',
  ...guard(condition),
  '    Properties:',
  '      Handler: index.handler',
  '      Runtime: python3.13',
  `      Role: !GetAtt ${name}Role.Arn`,
  '      Code:',
  '        ZipFile: |',
  '          import boto3',
  '          def handler(event, context):',
  "            given = event['ResourceProperties']",
  "            boto3.client('rds').start_activity_stream(",
  "              ResourceArn=given['ClusterArn'], Mode='async', KmsKeyId=given['KmsKeyId'])",
];

const starter = (name, provider, condition) => [
  `  ${name}:`,
  '    Type: Custom::ActivityStream',
  ...guard(condition),
  '    Properties:',
  `      ServiceToken: !GetAtt ${provider}Function.Arn`,
  '      ClusterArn: !GetAtt Cluster.DBClusterArn',
  `      KmsKeyId: !GetAtt ${name}Key.Arn`,
];

const BOTH = ['kms:DescribeKey', 'kms:CreateGrant'];

/** One stream with a chain of its own. */
const stream = (name, kmsActions, condition) => [
  ...key(name, condition),
  ...role(name, kmsActions, [name], condition),
  ...handler(name, condition),
  ...starter(name, name, condition),
];

/** A role takes no more than 10,240 characters of inline policies: grants on about so many keys. */
const STREAMS_A_ROLE = 10;

/** Many streams, ten to a function and its role, as a template under CloudFormation's 500 resources has to share. */
function streams(count, kmsActions) {
  const names = Array.from({ length: count }, (_, index) => `Stream${index}`);
  const groups = names.filter((_, index) => index % STREAMS_A_ROLE === 0).map((_, group) => `Shared${group}`);
  const groupOf = (index) => `Shared${Math.floor(index / STREAMS_A_ROLE)}`;
  const own = names.flatMap((name, index) => [...key(name), ...starter(name, groupOf(index))]);
  const shared = groups.flatMap((group, at) => {
    const members = names.slice(at * STREAMS_A_ROLE, (at + 1) * STREAMS_A_ROLE);
    return [...role(group, kmsActions, members), ...handler(group)];
  });
  return [...own, ...shared];
}

const CLUSTER = [
  '  Cluster:',
  '    Type: AWS::RDS::DBCluster',
  '    DeletionPolicy: Snapshot',
  '    UpdateReplacePolicy: Snapshot',
  '    Properties:',
  '      Engine: aurora-mysql',
  '      StorageEncrypted: true',
  '      MasterUsername: admin',
  '      ManageMasterUserPassword: true',
];

/** A policy that has nothing to do with a stream, of about so many bytes. */
function filler(index, bytes) {
  const lines = [
    `  Reader${index}:`,
    '    Type: AWS::IAM::ManagedPolicy',
    '    Properties:',
    `      Description: May read the tables of part ${index}`,
    '      PolicyDocument:',
    "        Version: '2012-10-17'",
    '        Statement:',
  ];
  const sizeOf = () => lines.join('\n').length;
  for (let table = 0; table === 0 || sizeOf() + 150 < bytes; table += 1) {
    lines.push(
      '          - Effect: Allow',
      '            Action: [dynamodb:GetItem, dynamodb:Query]',
      `            Resource: !Sub arn:\${AWS::Partition}:dynamodb:*:*:table/t-${index}-${table}`,
    );
  }
  return lines;
}

/** @param {string[][]} sections */
const template = (...sections) => `${["AWSTemplateFormatVersion: '2010-09-09'", ...sections.flat()].join('\n')}\n`;

/** A template of about 100 lines with one stream, whose role lacks kms:CreateGrant. */
export function hundredLines() {
  const head = ['Description: A cluster with an activity stream', 'Resources:'];
  return template(head, CLUSTER, stream('Stream', ['kms:DescribeKey']), filler(0, 1450));
}

/**
 * A template of a wanted size and number of resources, of which so many are streams, with or without what they need.
 * @param {{bytes: number, resources?: number, count?: number, granted?: boolean}} wanted
 */
export function sized({ bytes, resources = 500, count = 1, granted = true }) {
  let text = template(['Resources:'], CLUSTER, streams(count, granted ? BOTH : []));
  for (let made = count * 2 + 2 * Math.ceil(count / STREAMS_A_ROLE) + 1; made < resources; made += 1) {
    text += `${filler(made, (bytes - text.length) / (resources - made)).join('\n')}\n`;
  }
  return text;
}

/** The template with an alias for one of its values, and a merge key in most of its statements. @param {string} text */
export function withAnchors(text) {
  return text
    .replace('DeletionPolicy: Snapshot', 'DeletionPolicy: &policy Snapshot')
    .replace('UpdateReplacePolicy: Snapshot', 'UpdateReplacePolicy: *policy')
    .replace(
      '- Effect: Allow\n            Action: [dyn',
      '- &reads\n            Effect: Allow\n            Action: [dyn',
    )
    .replaceAll('- Effect: Allow\n            Action: [dynamodb:GetItem, dynamodb:Query]', '- <<: *reads');
}

/** So many streams, each with a function, a role and a key of its own, all of which lack both actions. */
export function ownStreams(count) {
  const names = Array.from({ length: count }, (_, index) => `Stream${index}`);
  return template(['Resources:'], CLUSTER, ...names.map((name) => stream(name, [])));
}

/** A stream whose custom resource, function, role and key policy turn on aliases of aliases, a billion in the end. */
export function aliasBomb() {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const items = Array(10).fill(level === 0 ? 'kms:List*' : `*a${level - 1}`);
    return `  a${level}: &a${level} [${items.join(', ')}]`;
  });
  const text = template(['Metadata:', ...levels], ['Resources:'], CLUSTER, stream('Stream', ['kms:DescribeKey']));
  return text.replace('Action: kms:DescribeKey', 'Action: *a8');
}

/** A folder of templates with a stream each, whose role lacks kms:CreateGrant. */
export function writeStreams(folder, count) {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index += 1) writeFileSync(join(folder, `stack-${index}.yaml`), hundredLines());
}

/** Conditions that each turn on the two before, and a stream that exists under the last. */
export function dependentConditions(count) {
  const conditions = Array.from({ length: count }, (_, index) => {
    if (index < 2) return `  C${index}: !Equals [!Ref P${index}, yes]`;
    const kind = index % 2 === 0 ? '!Or' : '!And';
    return `  C${index}: ${kind} [!Condition C${index - 1}, !Not [!Condition C${index - 2}]]`;
  });
  const parameters = ['Parameters:', ...[0, 1].map((index) => `  P${index}: {Type: String}`)];
  const chain = stream('Stream', ['kms:DescribeKey'], `C${count - 1}`);
  return template(parameters, ['Conditions:', ...conditions], ['Resources:'], CLUSTER, chain);
}

/** A folder of templates without a stream: what most of a repository is. */
export function writeFolder(folder, count) {
  for (let index = 0; index < count; index += 1) {
    const below = join(folder, `part-${Math.floor(index / 100)}`);
    mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `stack-${index}.yaml`), template(['Resources:'], CLUSTER, filler(index, 2000)));
  }
}

/** A stream that imports its key and names its role, beside so many templates that export, and make policies. */
export function writeSiblings(folder, count) {
  mkdirSync(folder, { recursive: true });
  const imported = hundredLines()
    .replace('!GetAtt StreamKey.Arn', '!ImportValue keys-StreamKeyArn')
    .replace('AssumeRolePolicyDocument:', 'RoleName: stream-starter\n      AssumeRolePolicyDocument:');
  writeFileSync(join(folder, 'main.yaml'), imported);
  for (let index = 0; index < count; index += 1) {
    const output = `  Table${index}: {Value: !Ref Cluster, Export: {Name: !Sub "\${AWS::StackName}-Cluster"}}`;
    const text = template(['Resources:'], CLUSTER, filler(index, 2900), ['Outputs:', output]);
    writeFileSync(join(folder, `stack-${index}.yaml`), text);
  }
}
