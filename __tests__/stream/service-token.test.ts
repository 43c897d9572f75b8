import { describe, expect, test } from '@jest/globals';
import { summary } from './analysis.ts';
import { PAIR, type Parts, stack } from './stack-text.ts';

const ALIAS =
  '  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Function, FunctionVersion: "1", Name: live}}';
const VERSION = '  Version: {Type: AWS::Lambda::Version, Properties: {FunctionName: !GetAtt Function.Arn}}';
const TOPIC = (subscription: string) => `  Topic:\n    Type: AWS::SNS::Topic${subscription}`;

describe('a ServiceToken', () => {
  test.each<[string, Parts]>([
    ['is the ARN of a function', { token: '!GetAtt Function.Arn' }],
    ['is an alias', { token: '!Ref Live', more: ALIAS }],
    ['is a version', { token: '!Ref Version', more: VERSION }],
    ['is a version of an alias', { token: '!Ref Live', more: ALIAS.replace('!Ref Function', '!GetAtt Function.Arn') }],
    [
      'is an ARN by name',
      {
        token: '!Sub arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:starter',
        function: "      FunctionName: starter\n      Code: {ZipFile: 'rds.start_activity_stream()'}",
      },
    ],
    [
      'is an ARN by name and qualifier',
      {
        token:
          "!Join [':', [arn, !Ref AWS::Partition, lambda, !Ref AWS::Region, !Ref AWS::AccountId, function, starter, live]]",
        function: "      FunctionName: starter\n      Code: {ZipFile: 'rds.start_activity_stream()'}",
      },
    ],
    [
      'is an ARN with Ref of the function',
      { token: '!Sub arn:aws:lambda:eu-west-1:111122223333:function:${Function}' },
    ],
    [
      'is a topic with a subscription in it',
      {
        token: '!Ref Topic',
        more: TOPIC('\n    Properties: {Subscription: [{Protocol: lambda, Endpoint: !GetAtt Function.Arn}]}'),
      },
    ],
    [
      'is a topic with a subscription beside it',
      {
        token: '!Ref Topic',
        more: `${TOPIC('')}\n  Sub: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: lambda, Endpoint: !GetAtt Function.Arn}}`,
      },
    ],
    [
      'is chosen by a condition',
      {
        head: 'Conditions: {A: !Equals [!Ref AWS::Region, eu]}',
        token: '!If [A, !GetAtt Function.Arn, !Ref Live]',
        more: ALIAS,
      },
    ],
  ])('%s', (_sentence, parts) => {
    expect(summary(stack({ statements: PAIR, ...parts }))).toBe('scoped / scoped');
  });

  const OTHER = `  Logger:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.13, Handler: index.handler, Role: !GetAtt Role.Arn, Code: {ZipFile: print(1)}}`;
  const beside = (name: string, properties: string) =>
    `  ${name}: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, ${properties}}}`;
  const inside = (items: string) => TOPIC(`\n    Properties: {Subscription: [${items}]}`);
  test.each<[string, string, readonly string[]]>([
    [
      'several functions subscribe to it, the last of which makes the call',
      'scoped / scoped',
      [
        inside('{Protocol: lambda, Endpoint: !GetAtt Logger.Arn}'),
        beside('First', 'Protocol: lambda, Endpoint: !GetAtt Logger.Arn'),
        beside('Second', 'Protocol: lambda, Endpoint: !GetAtt Function.Arn'),
      ],
    ],
    [
      'an address subscribes to it beside the function',
      'scoped / scoped',
      [
        inside('{Protocol: email, Endpoint: a@example.com}, {Protocol: lambda, Endpoint: !GetAtt Function.Arn}'),
        beside('First', 'Protocol: email, Endpoint: b@example.com'),
      ],
    ],
    [
      'only a queue subscribes to it',
      'unknown / unknown',
      [inside('{Protocol: sqs, Endpoint: !GetAtt Function.Arn}'), beside('First', 'Protocol: sqs, Endpoint: x')],
    ],
    ['a subscription has no endpoint', 'unknown / unknown', [TOPIC(''), beside('First', 'Protocol: lambda')]],
    [
      'a subscription is to another topic',
      'unknown / unknown',
      [
        TOPIC(''),
        beside('First', 'Protocol: lambda, Endpoint: !GetAtt Function.Arn').replace('Ref Topic', 'Ref Other'),
      ],
    ],
    [
      'something else looks like a subscription',
      'unknown / unknown',
      [
        TOPIC(''),
        beside('First', 'Protocol: lambda, Endpoint: !GetAtt Function.Arn').replace('AWS::SNS::Sub', 'Custom::Sub'),
      ],
    ],
    [
      'a subscription exists under no assignment',
      'unknown / unknown',
      [
        TOPIC(''),
        beside('First', 'Protocol: lambda, Endpoint: !GetAtt Function.Arn').replace('{Type', '{Condition: Never, Type'),
      ],
    ],
  ])('is a topic where %s', (_sentence, words, more) => {
    const head = 'Conditions: {Never: !Equals [a, b]}';
    const text = stack({ head, statements: PAIR, token: '!Ref Topic', more: [OTHER, ...more].join('\n') });
    expect(summary(text)).toBe(words);
  });

  test.each<[string, string]>([
    ['is the name of a function', '!Ref Function'],
    ['is a topic without a subscription', '!Ref Topic'],
    ['is a function that is not here', '!Sub arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:other'],
  ])('%s', (_sentence, token) => {
    const words = summary(stack({ statements: PAIR, token, more: TOPIC('') }));
    expect(words).toBe('unknown / unknown');
  });
});
