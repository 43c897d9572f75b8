// What our engine says of each custom resource of a handler that serves several types.
import { DAY, SETTINGS, sideOf } from '../../../__tests__/review-input.ts';
import { review } from '../../../src/review.ts';

export interface Served {
  readonly language: 'python' | 'javascript';
  readonly code: string;
  /** The types of the custom resources by their logical ids; the key of each is `<id>Key`. */
  readonly types: Readonly<Record<string, string>>;
}

function templateOf({ language, code, types }: Served): string {
  const ids = Object.keys(types);
  const key = { Type: 'AWS::KMS::Key', Properties: { Description: 'a key' } };
  return JSON.stringify({
    Resources: {
      ...Object.fromEntries(ids.map((id) => [`${id}Key`, key])),
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
      Handler: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: language === 'python' ? 'python3.13' : 'nodejs22.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { ZipFile: code },
        },
      },
      ...Object.fromEntries(
        ids.map((id) => [
          id,
          {
            Type: types[id],
            Properties: {
              ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] },
              KmsKeyId: { 'Fn::GetAtt': [`${id}Key`, 'Arn'] },
            },
          },
        ]),
      ),
    },
  });
}

/** The custom resources that start a stream, with its key where that is told, and whether it is open whether they do. */
export function read(served: Served): Readonly<Record<string, { key: string | null; isOpen: boolean }>> {
  const file = { path: 'template.json', text: templateOf(served) };
  const input = { head: sideOf([file]), base: null, renames: new Map(), settings: SETTINGS, day: DAY };
  const { templates } = review(input);
  const streams = templates.flatMap((template) => template.streams);
  const open = templates
    .flatMap(({ findings }) => findings)
    .filter(({ message }) => message.includes('for which custom resources'));
  return Object.fromEntries(
    streams.map(({ customResource, key, actions }) => [
      customResource,
      {
        key: Object.values(actions).every((word) => word === 'unknown') ? null : String(key),
        isOpen: open.some((finding) => finding.customResource === customResource),
      },
    ]),
  );
}
