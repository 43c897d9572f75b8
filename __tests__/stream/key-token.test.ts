import { expect, test } from '@jest/globals';
import { soleHole } from '../../src/resolve/text.ts';
import { formOfToken, isKeyId } from '../../src/stream/key-token.ts';
import { scopeOf } from './analysis.ts';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ARN = `arn:aws:kms:eu-west-1:111122223333:key/${ID}`;
const BUILT = '{Type: Custom::Other, Properties: {Arn: !Sub "arn:aws:kms:eu-west-1:111122223333:key/${Own}"}}';

/** The form of what the key of a custom resource turns on, beside a parameter and another resource. */
function formOf(key: string, parameter: string, other = '{Type: AWS::S3::Bucket}'): string {
  const scope = scopeOf(`Parameters: {Own: ${parameter}, OwnArn: {Type: String}, Learned: {Type: String}}
Resources:
  Custom: {Type: Custom::Stream, Properties: {Key: ${key}}}
  Other: ${other}`);
  const properties = scope.template.resources.get('Custom')?.properties;
  const value = properties?.kind === 'map' ? properties.entries.get('Key') : undefined;
  const [found] = value === undefined ? [] : scope.resolve(value);
  const hole = found?.value.kind === 'text' ? soleHole(found.value) : null;
  if (hole === null) throw new Error('a value that is no token');
  return formOfToken(scope, hole.token) ?? 'any';
}

test.each<[string, string, string, string?]>([
  ['any', '!Ref Own', '{Type: String}'],
  ['arn', '!Ref OwnArn', '{Type: String}'],
  ['any', '!Ref Learned', '{Type: String}'],
  ['id', '!Ref Own', `{Type: String, Default: ${ID}}`],
  ['id', '!Ref Own', '{Type: String, Default: mrk-0123456789abcdef0123456789ABCDEF}'],
  ['any', '!Ref Own', '{Type: String, Default: mrk-0123}'],
  ['alias', '!Ref Own', '{Type: String, Default: alias/das}'],
  ['any', '!Ref Own', '{Type: String, Default: my-alias/das}'],
  ['arn', '!Ref Own', `{Type: String, Default: '${ARN}'}`],
  ['any', '!Ref Own', "{Type: String, Default: ''}"],
  ['id', '!Ref Own', "{Type: String, AllowedPattern: '[0-9a-f-]{36}'}"],
  ['arn', '!Ref Own', "{Type: String, AllowedPattern: 'arn:aws:kms:.+'}"],
  ['arn', '!Ref Own', `{Type: String, AllowedPattern: 'arn:aws:kms:.+', Default: ${ID}}`],
  ['id', '!Ref Own', '{Type: String}', BUILT],
  ['id', '!Ref Own', `{Type: String, Default: '${ARN}'}`, BUILT],
  ['alias', '!Ref Own', '{Type: String, Default: alias/das}', BUILT],
  ['any', '!ImportValue shared-key', '{Type: String}'],
  ['arn', '!ImportValue shared-key-arn', '{Type: String}'],
  ['arn', '!ImportValue SharedKeyArn', '{Type: String}'],
  [
    'id',
    '!ImportValue shared-key-arn',
    '{Type: String}',
    '{Type: Custom::Other, Properties: {Arn: !Join [":", [arn, aws, kms, eu, "1", !Join ["/", [key, !ImportValue shared-key-arn]]]]}}',
  ],
])('%s: a key by %s of %s', (...[form, key, parameter, other]) => {
  expect(formOf(key, parameter, other)).toBe(form);
});

test('an id of a key is known by its signs', () => {
  expect([ID, ID.toUpperCase(), 'mrk-0123456789abcdef0123456789abcdef'].every(isKeyId)).toBe(true);
  expect([`${ID}0`, `x${ID}`, ID.replace('-', ''), 'mrk-0123', '', ARN].some(isKeyId)).toBe(false);
});
