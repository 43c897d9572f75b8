/** A stack with a key, a role, a function and, when asked for, the custom resource that starts a stream. */
export interface StackOptions {
  readonly withStream?: boolean;
  readonly grants?: readonly ('kms:CreateGrant' | 'kms:DescribeKey')[];
  /** Lines put at the top, to shift everything else. */
  readonly preface?: string;
  /** Lines between the role and the rest, so that it is outside the hunk of the stream. */
  readonly filler?: number;
}

export function stack(options: StackOptions = {}): string {
  const { withStream = true, grants = [], preface = '', filler = 20 } = options;
  return [
    ...(preface === '' ? [] : [preface]),
    'Resources:',
    '  DasKey:',
    '    Type: AWS::KMS::Key',
    '    Properties:',
    '      Description: Encrypts the activity stream',
    '  StarterRole:',
    '    Type: AWS::IAM::Role',
    '    Properties:',
    '      AssumeRolePolicyDocument:',
    "        Version: '2012-10-17'",
    '        Statement:',
    '          - Effect: Allow',
    '            Principal: { Service: lambda.amazonaws.com }',
    '            Action: sts:AssumeRole',
    '      Policies:',
    '        - PolicyName: ActivityStream',
    '          PolicyDocument:',
    "            Version: '2012-10-17'",
    '            Statement:',
    '              - Effect: Allow',
    '                Action: rds:StartActivityStream',
    "                Resource: '*'",
    ...grants.flatMap((action) => [
      '              - Effect: Allow',
      `                Action: ${action}`,
      '                Resource: !GetAtt DasKey.Arn',
    ]),
    ...Array.from({ length: filler }, (_, index) => `  # ${index + 1}`),
    '  Starter:',
    '    Type: AWS::Lambda::Function',
    '    Properties:',
    '      Handler: index.handler',
    '      Runtime: python3.13',
    '      Role: !GetAtt StarterRole.Arn',
    '      Code: { S3Bucket: my-code, S3Key: starter.zip }',
    ...(withStream
      ? [
          '  Das:',
          '    Type: Custom::ActivityStream',
          '    Properties:',
          '      ServiceToken: !GetAtt Starter.Arn',
          '      ClusterArn: arn:aws:rds:eu-west-1:111122223333:cluster:orders',
          '      KmsKeyId: !Ref DasKey',
        ]
      : []),
    '',
  ].join('\n');
}

/** A template with so many chains of key, role, function and stream, each without its grant and apart from the others. */
export function estate(chains: number, prefix = ''): string {
  const parts = Array.from({ length: chains }, (_, index) => chain(`${prefix}${index + 1}`));
  return `Resources:\n${parts.join('')}`;
}

function chain(name: string): string {
  return `  Key${name}:
    Type: AWS::KMS::Key
  Role${name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: ActivityStream
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: rds:StartActivityStream
                Resource: '*'
  Starter${name}:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: python3.13
      Role: !GetAtt Role${name}.Arn
      Code: { S3Bucket: my-code, S3Key: starter.zip }
  Das${name}:
    Type: Custom::ActivityStream
    Properties:
      ServiceToken: !GetAtt Starter${name}.Arn
      ClusterArn: arn:aws:rds:eu-west-1:111122223333:cluster:orders
      KmsKeyId: !Ref Key${name}
`;
}
