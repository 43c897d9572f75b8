// Small CDK programs, one for each shape in which a program can start a stream. Each returns the constructs that a
// program of that shape would hold in variables, under the names that a call is written with.
import * as cdk from 'aws-cdk-lib';
import { custom_resources as cr, aws_iam as iam, aws_kms as kms, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';

const CLUSTER = 'arn:aws:rds:eu-west-1:111122223333:cluster:orders';

const HANDLER = `import boto3
def handler(event, context):
    props = event["ResourceProperties"]
    boto3.client("rds").start_activity_stream(ResourceArn=props["ClusterArn"], Mode="async", KmsKeyId=props["KmsKeyId"])
`;

const sdkCall = (keyId) => ({
  service: 'RDS',
  action: 'startActivityStream',
  parameters: { ResourceArn: CLUSTER, Mode: 'async', KmsKeyId: keyId },
  physicalResourceId: cr.PhysicalResourceId.of('das'),
});

const awsCustomResource = (scope, key, options) =>
  new cr.AwsCustomResource(scope, 'StartDas', {
    onCreate: sdkCall(key.keyArn),
    policy: cr.AwsCustomResourcePolicy.fromSdkCalls({ resources: [CLUSTER] }),
    installLatestAwsSdk: false,
    ...options,
  });

const handler = (scope, id, options = {}) =>
  new lambda.Function(scope, id, {
    runtime: lambda.Runtime.PYTHON_3_13,
    handler: 'index.handler',
    code: lambda.Code.fromInline(HANDLER),
    ...options,
  });

const properties = (key) => ({ ClusterArn: CLUSTER, KmsKeyId: key.keyArn });

const customResource = (scope, serviceToken, key) =>
  new cdk.CustomResource(scope, 'Das', {
    serviceToken,
    resourceType: 'Custom::ActivityStream',
    properties: properties(key),
  });

const lambdaTrust = {
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export const SHAPES = {
  'AwsCustomResource with fromSdkCalls': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    return { activityKey, startDas: awsCustomResource(stack, activityKey) };
  },
  'AwsCustomResource with fromStatements and DescribeKey alone': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const statements = [
      new iam.PolicyStatement({ actions: ['rds:StartActivityStream'], resources: [CLUSTER] }),
      new iam.PolicyStatement({ actions: ['kms:DescribeKey'], resources: [activityKey.keyArn] }),
    ];
    const policy = cr.AwsCustomResourcePolicy.fromStatements(statements);
    return { activityKey, startDas: awsCustomResource(stack, activityKey, { policy }) };
  },
  'AwsCustomResource whose condition never holds for DescribeKey': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const statements = [
      new iam.PolicyStatement({
        actions: ['kms:CreateGrant', 'kms:DescribeKey'],
        resources: [activityKey.keyArn],
        conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
    ];
    const policy = cr.AwsCustomResourcePolicy.fromStatements(statements);
    return { activityKey, startDas: awsCustomResource(stack, activityKey, { policy }) };
  },
  'AwsCustomResource with a role of the program': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const role = new iam.Role(stack, 'DasRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    return { activityKey, startDas: awsCustomResource(stack, activityKey, { role }) };
  },
  'AwsCustomResource that assumes another role': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const callerRole = new iam.Role(stack, 'CallerRole', { assumedBy: new iam.AccountRootPrincipal() });
    const onCreate = { ...sdkCall(activityKey.keyArn), assumedRoleArn: callerRole.roleArn };
    const startDas = awsCustomResource(stack, activityKey, { onCreate });
    startDas.node.addDependency(callerRole);
    return { activityKey, callerRole, startDas };
  },
  'AwsCustomResource with a key that is imported by its ARN': (stack) => {
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    return { startDas: awsCustomResource(stack, kms.Key.fromKeyArn(stack, 'ActivityKey', arn)) };
  },
  'AwsCustomResource with the id of a key': (stack) => {
    const key = { keyArn: '1234abcd-12ab-34cd-56ef-1234567890ab' };
    return { startDas: awsCustomResource(stack, key) };
  },
  'a Provider whose onEvent handler starts the stream': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const onEvent = handler(stack, 'OnEvent');
    const provider = new cr.Provider(stack, 'Provider', { onEventHandler: onEvent });
    return { activityKey, onEvent, das: customResource(stack, provider.serviceToken, activityKey) };
  },
  'a Provider inside a construct': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const group = new Construct(stack, 'Audit');
    const onEvent = handler(group, 'OnEvent');
    const provider = new cr.Provider(group, 'Provider', { onEventHandler: onEvent });
    return { activityKey, onEvent, das: customResource(group, provider.serviceToken, activityKey) };
  },
  'a function that grants itself decryption alone': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const starter = handler(stack, 'Starter');
    activityKey.grantEncryptDecrypt(starter);
    return { activityKey, starter, das: customResource(stack, starter.functionArn, activityKey) };
  },
  'a role that the key policy names': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const starter = handler(stack, 'Starter');
    activityKey.addToResourcePolicy(
      new iam.PolicyStatement({ actions: ['kms:Decrypt'], principals: [starter.grantPrincipal], resources: ['*'] }),
    );
    return { activityKey, starter, das: customResource(stack, starter.functionArn, activityKey) };
  },
  'a role that the key policy alone admits': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const starter = handler(stack, 'Starter');
    const actions = ['kms:CreateGrant', 'kms:DescribeKey'];
    activityKey.addToResourcePolicy(
      new iam.PolicyStatement({ actions, principals: [starter.grantPrincipal], resources: ['*'] }),
    );
    return { activityKey, starter, das: customResource(stack, starter.functionArn, activityKey) };
  },
  'a policy that nothing orders': (stack) => {
    const activityKey = new kms.Key(stack, 'ActivityKey');
    const role = new iam.Role(stack, 'StarterRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const starter = handler(stack, 'Starter', { role });
    const keyAccess = new iam.Policy(stack, 'KeyAccess', {
      roles: [role],
      statements: [
        new iam.PolicyStatement({ actions: ['kms:CreateGrant', 'kms:DescribeKey'], resources: [activityKey.keyArn] }),
      ],
    });
    return { activityKey, keyAccess, das: customResource(stack, starter.functionArn, activityKey) };
  },
  'a key policy that leaves nothing to IAM': (stack) => {
    const policy = new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({
          actions: ['kms:PutKeyPolicy', 'kms:Encrypt', 'kms:Decrypt'],
          principals: [new iam.AccountRootPrincipal()],
          resources: ['*'],
        }),
      ],
    });
    const activityKey = new kms.Key(stack, 'ActivityKey', { policy });
    const starter = handler(stack, 'Starter');
    starter.addToRolePolicy(
      new iam.PolicyStatement({ actions: ['kms:CreateGrant', 'kms:DescribeKey'], resources: [activityKey.keyArn] }),
    );
    return { activityKey, das: customResource(stack, starter.functionArn, activityKey) };
  },
  'constructs of the lowest level': (stack) => {
    const activityKey = new kms.CfnKey(stack, 'ActivityKey', {});
    const starterRole = new iam.CfnRole(stack, 'StarterRole', { assumeRolePolicyDocument: lambdaTrust });
    const starter = new lambda.CfnFunction(stack, 'Starter', {
      runtime: 'python3.13',
      handler: 'index.handler',
      role: starterRole.attrArn,
      code: { zipFile: HANDLER },
    });
    const das = new cdk.CfnCustomResource(stack, 'Das', { serviceToken: starter.attrArn });
    das.addPropertyOverride('KmsKeyId', activityKey.attrArn);
    das.addPropertyOverride('ClusterArn', CLUSTER);
    return { activityKey, starterRole, starter, das };
  },
};
