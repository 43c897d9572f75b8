import { describe, test } from '@jest/globals';
import { expectExplained } from './explain.ts';
import { PAIR, stack } from './stack-text.ts';

const HEAD = `Parameters: {Given: {Type: String}, Few: {Type: String, AllowedValues: [starter, other]}}
Conditions: {A: !Equals [!Ref AWS::Region, x], Never: !Equals [a, b]}`;
const FUNCTION = '      FunctionName: starter\n      Code: {S3Bucket: code, S3Key: start.zip}';
const qualifier = (name: string, properties: string, type = 'Alias') =>
  `  ${name}: {Type: AWS::Lambda::${type}, Properties: ${properties}}`;
const topic = (name: string, properties: string) => `  ${name}: {Type: AWS::SNS::Topic, Properties: ${properties}}`;
const MORE = [
  qualifier('ByRef', '{FunctionName: !Ref Function, Name: live}'),
  qualifier('ByArn', '{FunctionName: !GetAtt Function.Arn, Name: live}'),
  qualifier('ByName', '{FunctionName: starter, Name: live}'),
  qualifier('ByWholeArn', "{FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:starter', Name: live}"),
  qualifier('ByPartialArn', "{FunctionName: '111122223333:function:starter', Name: live}"),
  qualifier('OfOther', '{FunctionName: other, Name: live}'),
  qualifier('OfGiven', '{FunctionName: !Ref Given, Name: live}'),
  qualifier('OfNothing', '{Name: live}'),
  qualifier('OfList', '{FunctionName: [a], Name: live}'),
  qualifier('Version', '{FunctionName: !Ref Function}', 'Version'),
  qualifier('Url', '{TargetFunctionArn: !Ref Function}', 'Url'),
  topic('Topic', '{Subscription: [{Protocol: lambda, Endpoint: !GetAtt Function.Arn}]}'),
  topic('Named', '{TopicName: starters, Subscription: [{Protocol: lambda, Endpoint: !Ref ByRef}]}'),
  topic('NamedByStack', "{TopicName: !Sub '${AWS::StackName}-starters'}"),
  topic('Silent', '{TopicName: silent}'),
  topic('Chosen', '{TopicName: !If [A, chosen, other]}'),
  '  Beside: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref NamedByStack, Protocol: lambda, Endpoint: !GetAtt Function.Arn}}',
  '  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: starters}}',
  '  Second: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Ref Given, Handler: h.h, Role: !GetAtt Role.Arn, Code: {S3Bucket: code, S3Key: s.zip}}}',
  '  Twin: {Type: AWS::Lambda::Function, Properties: {FunctionName: starter, Handler: h.h, Role: !GetAtt Role.Arn, Code: {S3Bucket: code, S3Key: s.zip}}}',
].join('\n');

/** What stands as ServiceToken. */
const TOKENS: readonly string[] = [
  ...['!GetAtt Function.Arn', "!Sub '${Function.Arn}'", "!Sub '${Function.Arn}:live'", "!Sub '${Function.Arn}:1:2'"],
  ...[
    '!Ref Function',
    'starter',
    "!Sub '${Function}'",
    '!Ref Second',
    '!GetAtt Second.Arn',
    '!GetAtt Function.Version',
  ],
  ...['ByRef', 'ByArn', 'ByName', 'ByWholeArn', 'ByPartialArn', 'Version'].map((id) => `!Ref ${id}`),
  ...['OfOther', 'OfGiven', 'OfNothing', 'OfList', 'Url'].map((id) => `!Ref ${id}`),
  ...['!GetAtt ByRef.AliasArn', '!GetAtt Version.FunctionArn', '!GetAtt ByRef.Name', "!Sub '${ByRef}-x'"],
  ...['', ':live', ':live:x'].map((end) => `arn:aws:lambda:eu-west-1:111122223333:function:starter${end}`),
  ...['starters', 'other'].map((name) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`),
  "!Sub 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Function}'",
  "!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Given}'",
  "!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Few}'",
  "!Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:layer:starter'",
  ...['Topic', 'Named', 'NamedByStack', 'Silent'].map((id) => `!Ref ${id}`),
  '!GetAtt Topic.TopicArn',
  '!GetAtt Topic.TopicName',
  ...['starters', 'silent', 'chosen', 'nowhere'].map((name) => `arn:aws:sns:eu-west-1:111122223333:${name}`),
  "!Sub 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}-starters'",
  'arn:aws:sns:eu-west-1:111122223333:starters:0123',
  'arn:aws:sqs:eu-west-1:111122223333:starters',
  ...['!Ref Given', '!Ref Few', '!ImportValue starter', '[!GetAtt Function.Arn]', '{a: b}', '!Ref AWS::NoValue'],
  ...[
    "{'Fn::Transform': {Name: Own}}",
    '!If [A, !GetAtt Function.Arn, !Ref Given]',
    '!If [Never, !Ref Given, !Ref Topic]',
  ],
  '!If [A, !GetAtt Function.Arn, !GetAtt Second.Arn]',
];

describe('what is called by', () => {
  test.each(TOKENS)('%s', (token) => {
    const text = stack({ head: HEAD, function: FUNCTION, statements: PAIR, token, more: MORE });
    expectExplained('tokens', token, text);
  });
});
