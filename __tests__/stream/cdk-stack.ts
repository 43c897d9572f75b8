import { createHash } from 'node:crypto';

export type Data = Readonly<Record<string, unknown>>;

/** The resources of a template, put down as the CDK does: logical ids, metadata, and policies apart from their roles. */
export class CdkStack {
  readonly resources: Record<string, Data> = {};
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Adds a resource for a construct, and gives its logical id.
   * https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html
   */
  add(path: string, type: string, properties: Data, attributes: Data = {}): string {
    const id = logicalId(path);
    const Metadata = { 'aws:cdk:path': `${this.#name}/${path}` };
    this.resources[id] = { Type: type, Properties: properties, ...attributes, Metadata };
    return id;
  }

  /** A role for functions; `managed` is how its managed policy is written. */
  serviceRole(
    path: string,
    properties: Data = {},
    managed: unknown = joined('service-role/AWSLambdaBasicExecutionRole'),
  ) {
    const trust = [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }];
    return this.add(`${path}/Resource`, 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: document(trust),
      ManagedPolicyArns: [managed],
      ...properties,
    });
  }

  /** A policy that names a role; `kind` tells the default one from what did not fit into it. */
  policy(path: string, role: string, statements: readonly Data[], kind: 'Policy' | 'ManagedPolicy' = 'Policy'): string {
    const named = kind === 'Policy' ? { PolicyName: logicalId(path) } : { Description: `Part of ${path}`, Path: '/' };
    return this.add(path, `AWS::IAM::${kind}`, {
      PolicyDocument: document(statements),
      ...named,
      Roles: [{ Ref: role }],
    });
  }

  /** A function whose code is text of the program, or an asset; it waits for its role and for `policies`. */
  function(path: string, role: string, code: string | null, options: Data = {}, policies: readonly string[] = []) {
    const asset = {
      S3Bucket: { 'Fn::Sub': 'cdk-assets-${AWS::AccountId}-${AWS::Region}' },
      S3Key: `${hash(path)}.zip`,
    };
    return this.add(
      path,
      'AWS::Lambda::Function',
      { Code: code === null ? asset : { ZipFile: code }, Handler: 'index.handler', ...options, Role: arnOf(role) },
      { DependsOn: [...policies, role] },
    );
  }
}

const hash = (path: string) => createHash('md5').update(path).digest('hex').slice(0, 8).toUpperCase();

/** The parts of the path without those that say nothing, and a hash of the whole. */
export function logicalId(path: string): string {
  const parts = path.split('/').filter((part) => part !== 'Resource' && part !== 'Default');
  const readable = parts.map((part) => part.replace(/[^A-Za-z0-9]/g, '')).join('');
  return parts.length === 1 && !path.includes('/') ? readable : readable + hash(path);
}

export function arnOf(logicalId: string): Data {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}

export function document(statements: readonly Data[]): Data {
  return { Statement: statements, Version: '2012-10-17' };
}

/** The ARN of an AWS managed policy as constructs write it. */
export function joined(name: string): Data {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] };
}

/**
 * JSON in which some strings are intrinsics: a text where there is none, else a Join, as the CDK's `toJsonString`.
 * Each part of `values` stands in the text as `<name>`.
 */
export function jsonString(value: unknown, values: Readonly<Record<string, unknown>>): unknown {
  const parts = JSON.stringify(value)
    .split(/<(\w+)>/)
    .map((part, index) => (index % 2 === 0 ? part : values[part]));
  const merged = parts.reduce<unknown[]>((all, part) => {
    const last = all.at(-1);
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
    else all.push(part);
    return all;
  }, []);
  return merged.length === 1 ? merged[0] : { 'Fn::Join': ['', merged] };
}
