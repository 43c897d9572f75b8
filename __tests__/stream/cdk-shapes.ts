import { allow, type KeyValues } from './cdk-grants.ts';
import { arnOf, type CdkStack, type Data, document, joined, jsonString, logicalId } from './cdk-stack.ts';

/** A way to start a stream: it puts the constructs down, with some statements where the shape has them. */
export interface Shape {
  readonly add: (stack: CdkStack, key: KeyValues, statements: readonly Data[]) => void;
  /** Whether the role of who makes the call has the statements; `one`: of two who make it, one. */
  readonly held: 'yes' | 'no' | 'one';
}

const CLUSTER = 'arn:aws:rds:eu-west-1:111122223333:cluster:orders';
const START = allow(['rds:StartActivityStream', 'rds:StopActivityStream'], CLUSTER);
const DELETED = { UpdateReplacePolicy: 'Delete', DeletionPolicy: 'Delete' };

const HANDLER = `import boto3
def handler(event, context):
    rds = boto3.client('rds')
    wanted = event['ResourceProperties']
    rds.start_activity_stream(ResourceArn=wanted['ClusterArn'], Mode='async', KmsKeyId=wanted['KmsKeyId'])
`;
const WAITER = `def handler(event, context):
    return {'IsComplete': True}
`;
const PYTHON = { Runtime: 'python3.13' };

interface CallOptions {
  readonly type?: string;
  /** The events of the custom resource that carry the call. */
  readonly on?: readonly string[];
  readonly assumedRole?: unknown;
}

const SINGLETON = 'AWS679f53fac002430cb0da5b7982bd2287';

function sdkCall(stack: CdkStack, key: KeyValues, waitsFor: readonly string[], options: CallOptions = {}): void {
  const { type = 'Custom::AWS', on = ['Create'], assumedRole } = options;
  const call = {
    service: 'RDS',
    action: 'startActivityStream',
    parameters: { ResourceArn: CLUSTER, Mode: 'async', KmsKeyId: '<key>', ApplyImmediately: true },
    physicalResourceId: { id: 'das' },
    ...(assumedRole === undefined ? {} : { assumedRoleArn: '<role>' }),
  };
  const text = jsonString(call, { key: key.named ?? key.arn, role: assumedRole });
  const ServiceToken = arnOf(logicalId(`${SINGLETON}/Resource`));
  const events = Object.fromEntries(on.map((event) => [event, text]));
  const attributes = { ...(waitsFor.length > 0 ? { DependsOn: waitsFor } : {}), ...DELETED };
  stack.add('StartDas/Resource/Default', type, { ServiceToken, ...events, InstallLatestAwsSdk: false }, attributes);
}

function singleton(stack: CdkStack, role: string): void {
  stack.function(`${SINGLETON}/Resource`, role, null, { Runtime: 'nodejs24.x', Timeout: 120 });
}

/** AwsCustomResource: a policy of its own on the singleton's role. */
function awsCustomResource(options: CallOptions = {}): Shape['add'] {
  return (stack, key, statements) => {
    const role = stack.serviceRole(`${SINGLETON}/ServiceRole`);
    singleton(stack, role);
    const policy = stack.policy('StartDas/CustomResourcePolicy/Resource', role, [START, ...statements]);
    sdkCall(stack, key, [policy], options);
  };
}

function assumed(target: 'caller' | 'singleton'): Shape['add'] {
  return (stack, key, statements) => {
    const own = stack.serviceRole(`${SINGLETON}/ServiceRole`);
    singleton(stack, own);
    const other = stack.serviceRole('CallerRole');
    const assume = allow('sts:AssumeRole', arnOf(other));
    const [here, there] = target === 'caller' ? [[], statements] : [statements, []];
    const policy = stack.policy('StartDas/CustomResourcePolicy/Resource', own, [assume, ...here]);
    const granted = stack.policy('CallerRole/DefaultPolicy/Resource', other, [START, ...there]);
    sdkCall(stack, key, [granted, policy], { assumedRole: arnOf(other) });
  };
}

function customResource(stack: CdkStack, token: string, key: KeyValues): void {
  const properties = { ServiceToken: arnOf(token), ClusterArn: CLUSTER, KmsKeyId: key.named ?? key.arn };
  stack.add('Das/Default', 'Custom::ActivityStream', properties, DELETED);
}

/** A function of the program with its role and what the role is allowed; gives the function's logical id. */
function handlerOf(stack: CdkStack, path: string, code: string | null, statements: readonly Data[]): string {
  const role = stack.serviceRole(`${path}/ServiceRole`);
  const policies =
    statements.length === 0 ? [] : [stack.policy(`${path}/ServiceRole/DefaultPolicy/Resource`, role, statements)];
  return stack.function(`${path}/Resource`, role, code, PYTHON, policies);
}

/** What a handler behind the Provider framework is: the one that starts the stream, one that does not, or none. */
type Part = 'starts' | 'waits';

function provider(
  onEvent: Part,
  isComplete: Part | null,
  granted: 'onEvent' | 'isComplete' | 'framework',
): Shape['add'] {
  return (stack, key, statements) => {
    const code = (part: Part) => (part === 'starts' ? HANDLER : WAITER);
    const given = (to: typeof granted) => (granted === to ? statements : []);
    const first = handlerOf(stack, 'OnEvent', code(onEvent), [START, ...given('onEvent')]);
    const second =
      isComplete === null ? null : handlerOf(stack, 'IsComplete', code(isComplete), [START, ...given('isComplete')]);
    const path = 'Provider/framework-onEvent';
    const role = stack.serviceRole(`${path}/ServiceRole`);
    const invoke = allow('lambda:InvokeFunction', [arnOf(first), { 'Fn::Join': ['', [arnOf(first), ':*']] }]);
    const policy = stack.policy(`${path}/ServiceRole/DefaultPolicy/Resource`, role, [invoke, ...given('framework')]);
    const Variables = {
      USER_ON_EVENT_FUNCTION_ARN: arnOf(first),
      ...(second === null ? {} : { USER_IS_COMPLETE_FUNCTION_ARN: arnOf(second) }),
    };
    const options = {
      Description: 'AWS CDK resource provider framework - onEvent (Audit/Provider)',
      Environment: { Variables },
      Handler: 'framework.onEvent',
      Runtime: 'nodejs24.x',
    };
    customResource(stack, stack.function(`${path}/Resource`, role, null, options, [policy]), key);
  };
}

/** The handler's default policy is full: what was granted last went into a policy beside it. */
const overflow: Shape['add'] = (stack, key, statements) => {
  const role = stack.serviceRole('Starter/ServiceRole');
  const policies = [
    stack.policy('Starter/ServiceRole/DefaultPolicy/Resource', role, [START]),
    stack.policy('Starter/ServiceRole/OverflowPolicy1/Resource', role, [allow('s3:GetObject', '*')], 'ManagedPolicy'),
    stack.policy('Starter/ServiceRole/OverflowPolicy2/Resource', role, statements, 'ManagedPolicy'),
  ];
  customResource(stack, stack.function('Starter/Resource', role, HANDLER, PYTHON, policies), key);
};

/** The core's provider: everything inline, the code an asset, so that the role tells what it does. */
const coreProvider: Shape['add'] = (stack, key, statements) => {
  const path = 'Custom::ActivityStreamCustomResourceProvider';
  const Policies = [{ PolicyName: 'Inline', PolicyDocument: document([START, ...statements]) }];
  const arn = 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  const role = stack.serviceRole(`${path}/Role`, { Policies }, { 'Fn::Sub': arn });
  const options = { Handler: '__entrypoint__.handler', MemorySize: 128, Runtime: 'nodejs22.x', Timeout: 900 };
  customResource(stack, stack.function(`${path}/Handler`, role, null, options), key);
};

export const SHAPES: Readonly<Record<string, Shape>> = {
  'an AwsCustomResource': { add: awsCustomResource(), held: 'yes' },
  'an AwsCustomResource that calls on each update': {
    add: awsCustomResource({ on: ['Create', 'Update'] }),
    held: 'yes',
  },
  'an AwsCustomResource of a type of its own': { add: awsCustomResource({ type: 'Custom::StartsDas' }), held: 'yes' },
  'an AwsCustomResource under a role of the program': {
    held: 'yes',
    add: (stack, key, statements) => {
      const role = stack.serviceRole('DasRole', {}, joined('AmazonRDSFullAccess'));
      singleton(stack, role);
      const policy = stack.policy('DasRole/DefaultPolicy/Resource', role, statements);
      sdkCall(stack, key, [policy]);
    },
  },
  'an AwsCustomResource beside one whose policy has the statements': {
    held: 'yes',
    add: (stack, key, statements) => {
      awsCustomResource()(stack, key, []);
      const role = logicalId(`${SINGLETON}/ServiceRole/Resource`);
      stack.policy('Sibling/CustomResourcePolicy/Resource', role, statements);
    },
  },
  'an AwsCustomResource that assumes a role': { add: assumed('caller'), held: 'yes' },
  'an AwsCustomResource that assumes a role, its own one granted': { add: assumed('singleton'), held: 'no' },
  'a Provider': { add: provider('starts', null, 'onEvent'), held: 'yes' },
  'a Provider, the role of its framework granted': { add: provider('starts', null, 'framework'), held: 'no' },
  'a Provider whose second handler starts the stream': {
    add: provider('waits', 'starts', 'isComplete'),
    held: 'yes',
  },
  'a Provider whose second handler starts the stream, the first granted': {
    add: provider('waits', 'starts', 'onEvent'),
    held: 'no',
  },
  'a Provider both of whose handlers start the stream, the first granted': {
    add: provider('starts', 'starts', 'onEvent'),
    held: 'one',
  },
  'a function': {
    held: 'yes',
    add: (stack, key, statements) =>
      customResource(stack, handlerOf(stack, 'Starter', HANDLER, [START, ...statements]), key),
  },
  'a function whose policy overflows': { add: overflow, held: 'yes' },
  'a provider of the core': { add: coreProvider, held: 'yes' },
};
