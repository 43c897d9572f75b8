/** The parts of a template with one stream, each replaceable by a text of its own. */
export interface Parts {
  /** Sections before Resources, such as Parameters and Conditions. */
  readonly head?: string;
  /** The role's `Policies` and whatever else its properties hold, at six columns. */
  readonly role?: string;
  /** Statements of the role's one policy, at ten columns; used when `role` is not given. */
  readonly statements?: string;
  /** The properties of the key, in flow style. */
  readonly key?: string;
  /** Further resources, at two columns. */
  readonly more?: string;
  /** Further properties and attributes of the function, in place of those that it has. */
  readonly code?: string;
  readonly runtime?: string;
  readonly function?: string;
  /** Properties of the custom resource besides ServiceToken, at six columns. */
  readonly stream?: string;
  readonly token?: string;
}

const CODE = `import boto3
boto3.client('rds').start_activity_stream(ResourceArn='x', Mode='async', KmsKeyId=event['ResourceProperties']['KmsKeyId'])`;

/** A template with key, role, function and custom resource, as short as can be. */
export function stack(parts: Parts = {}): string {
  const { head = '', key = '{}', more = '', code = CODE, runtime = 'python3.13', statements = '[]' } = parts;
  const policies = `      Policies:\n        - PolicyName: start\n          PolicyDocument:\n            Version: '2012-10-17'\n            Statement: ${statements}`;
  const body =
    parts.function ??
    `      Code:\n        ZipFile: |\n${code
      .split('\n')
      .map((line) => `          ${line}`)
      .join('\n')}`;
  return `${head}
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: ${key}
  Role:
    Type: AWS::IAM::Role
    Properties:
${parts.role ?? policies}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: ${runtime}
      Role: !GetAtt Role.Arn
${body}
  Stream:
    Type: Custom::ActivityStream
    Properties:
      ServiceToken: ${parts.token ?? '!GetAtt Function.Arn'}
${parts.stream ?? '      KmsKeyId: !GetAtt Key.Arn'}
${more}
`;
}

/** A statement in flow style. */
export function allow(actions: string, resource = '!GetAtt Key.Arn', more = ''): string {
  return `{Effect: Allow, Action: ${actions}, Resource: ${resource}${more}}`;
}

export const PAIR = allow('[kms:CreateGrant, kms:DescribeKey]');
