// What our engine reads of a handler: the key that it names, for each decision, or the reason why it names none.
import { DAY, SETTINGS, sideOf } from '../../../__tests__/review-input.ts';
import { review } from '../../../src/review.ts';

export interface Handler {
  readonly language: 'python' | 'javascript';
  readonly code: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Logical ids of keys. */
  readonly keys: readonly string[];
}

function templateOf({ language, code, properties, variables, keys }: Handler): string {
  const key = { Type: 'AWS::KMS::Key', Properties: { Description: 'for a stream' } };
  return JSON.stringify({
    Resources: {
      ...Object.fromEntries(keys.map((name) => [name, key])),
      Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { Engine: 'aurora-postgresql' } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: { Statement: [] } },
      },
      Starter: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: language === 'python' ? 'python3.13' : 'nodejs22.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Environment: { Variables: variables },
          Code: { ZipFile: code },
        },
      },
      Stream: {
        Type: 'Custom::ActivityStream',
        Properties: { ServiceToken: { 'Fn::GetAtt': ['Starter', 'Arn'] }, ...properties },
      },
    },
  });
}

/** The key of the stream that is found, and whether the words for it are all unknown; null for no stream. */
export function read(handler: Handler): { key: string; isOpen: boolean } | null {
  const file = { path: 'template.json', text: templateOf(handler) };
  const input = { head: sideOf([file]), base: null, renames: new Map(), settings: SETTINGS, day: DAY };
  const [stream] = review(input).templates.flatMap(({ streams }) => streams);
  if (stream === undefined) return null;
  const words = Object.values(stream.actions);
  return { key: String(stream.key), isOpen: words.every((word) => word === 'unknown') };
}
