import { describe, expect, test } from '@jest/globals';
import { Comparison } from '../../src/iam/compare.ts';
import type { KeyIdentity } from '../../src/iam/request.ts';
import { type KeySpelling, resourceSpelling } from '../../src/iam/resource.ts';
import type { Ternary } from '../../src/resolve/holds.ts';
import { spelledText } from './text-of.ts';

const key = (arn: string, id: string | null, aliases: readonly string[] = []): KeyIdentity => ({
  arn: spelledText(arn),
  id: id === null ? null : spelledText(id),
  aliases: aliases.map(spelledText),
  tags: null,
  policy: { kind: 'default', assumed: false },
});

type Row = readonly [resource: string, spelling: KeySpelling, reason?: string];

const ID = 'a key id is not an ARN, and a Resource names a key only by its ARN';
const ALIAS = 'an alias does not identify the key in a Resource; only the key ARN does';
const elsewhere = (what: string) => `it names this key in another ${what} than the stack's`;
const open = (resource: string) => `its resource is ${resource}, which may or may not be this key`;

const MATCHES: Readonly<Record<KeySpelling, Ternary>> = {
  exact: 'yes',
  wide: 'yes',
  misspelled: 'no',
  other: 'no',
  unknown: 'maybe',
};

function holds(identity: KeyIdentity, [resource, spelling, reason]: Row): void {
  const reading = resourceSpelling(spelledText(resource), identity, new Comparison([]));
  expect(reading).toEqual({ spelling, matches: MATCHES[spelling], reason: reason ?? null });
}

const OF_STACK = 'arn:{AWS::Partition}:kms:{AWS::Region}:{AWS::AccountId}:key/{Id}';

describe('of a key of the template', () => {
  test.each<Row>([
    [OF_STACK, 'exact'],
    ['arn:*:kms:*:*:key/{Id}', 'exact'],
    ['*', 'wide'],
    ['arn:*', 'wide'],
    ['arn:{AWS::Partition}:kms:{AWS::Region}:{AWS::AccountId}:*', 'wide'],
    ['arn:{AWS::Partition}:kms:{AWS::Region}:{AWS::AccountId}:key/*', 'wide'],
    ['arn:{AWS::Partition}:kms:{AWS::Region}:{AWS::AccountId}:key/{Id}*', 'wide'],
    ['{Id}', 'misspelled', ID],
    ['alias/das', 'misspelled', ALIAS],
    ['alias/d*', 'misspelled', ALIAS],
    ['arn:{AWS::Partition}:kms:{AWS::Region}:{AWS::AccountId}:alias/das', 'misspelled', ALIAS],
    ['arn:aws:kms:us-east-1:111122223333:alias/das', 'misspelled', ALIAS],
    ['arn:*:kms:*:*:alias/*', 'misspelled', ALIAS],
    ['alias/other', 'other'],
    ['arn:*:kms:*:*:alias/other', 'other'],
    // Of an alias that only the deployment tells it is open whether it is one of these; it is an alias, and no ARN of a key.
    ['alias/{Given}', 'misspelled', ALIAS],
    ['arn:{AWS::Partition}:kms:{AWS::Region}:{AWS::AccountId}:alias/{Given}', 'misspelled', ALIAS],
    ['arn:aws:kms:us-east-1:111122223333:alias/d{Name}', 'misspelled', ALIAS],
    ['arn:aws:kms:us-east-1:111122223333:alias/x{Name}', 'other'],
    ['arn:aws:s3:::alias/{Name}', 'other'],
    ['arn:aws:kms:us-east-1:111122223333:alias/{Id}', 'other'],
    ['das', 'other'],
    ['key/{Id}', 'other'],
    ['arn:*:s3:::bucket', 'other'],
    ['arn:*:kms:*:*:key/{OtherId}', 'unknown', open('arn:*:kms:*:*:key/${OtherId}')],
    ['arn:*:kms:*:*:other/{Id}', 'other'],
    ['arn:aws:kms:us-east-1:111122223333:key/{Id}', 'unknown', open('arn:aws:kms:us-east-1:111122223333:key/${Id}')],
    ['{Given}', 'unknown', open('${Given}')],
    ['', 'other'],
  ])('%s is %s', (...row) => {
    holds(key(OF_STACK, '{Id}', ['alias/team', 'alias/das']), row);
  });
});

const LITERAL = 'arn:aws:kms:us-east-1:111122223333:key/0c2b4a5e';

describe('of a key by its literal ARN', () => {
  test.each<Row>([
    [LITERAL, 'exact'],
    ['arn:aws:kms:*:111122223333:key/0c2b4a5e', 'exact'],
    ['arn:aws:kms:us-east-1:111122223333:key/0c2b4a5?', 'wide'],
    ['0c2b4a5e', 'misspelled', ID],
    ['0c2b4a5f', 'other'],
    ['arn:aws-cn:kms:us-east-1:111122223333:key/0c2b4a5e', 'misspelled', elsewhere('partition')],
    ['arn:aws:kms:eu-west-1:111122223333:key/0c2b4a5e', 'misspelled', elsewhere('region')],
    ['arn:aws:kms:us-east-1:444455556666:key/0c2b4a5e', 'misspelled', elsewhere('account')],
    ['arn:aws:kms:eu-*:444455556666:key/*', 'misspelled', elsewhere('region')],
    ['arn:aws:kms:eu-west-1:111122223333:*', 'misspelled', elsewhere('region')],
    ['arn:aws:kms:eu-west-1:111122223333:key/0c2b4a5f', 'other'],
    ['arn:aws:rds:eu-west-1:111122223333:key/0c2b4a5e', 'other'],
    ['arm:aws:kms:eu-west-1:111122223333:key/0c2b4a5e', 'other'],
    ['arn:aws:kms:eu-west-1:111122223333:key/0c2b4a5e:x', 'other'],
    ['arn:aws:kms:eu-west-1:key/0c2b4a5e', 'other'],
    ['arn:aws:kms:eu-west-1:{AWS::AccountId}:key/0c2b4a5e', 'misspelled', elsewhere('region')],
    ['arn:aws:kms:eu-west-1:111122223333:key/{Name}', 'other'],
    [
      'arn:aws:kms:us-east-1:111122223333:key/{Name}',
      'unknown',
      open('arn:aws:kms:us-east-1:111122223333:key/${Name}'),
    ],
    ['arn:aws:kms:us-east-1:111122223333:alias/das', 'other'],
    ['arn:aws:kms:us-east-1:111122223333:alias/{Given}', 'misspelled', ALIAS],
  ])('%s is %s', (...row) => {
    holds(key(LITERAL, '0c2b4a5e'), row);
  });

  test('the same id in another region is another key where it is that of a multi-Region key', () => {
    const multi = key('arn:aws:kms:us-east-1:111122223333:key/mrk-1', 'mrk-1');
    holds(multi, ['arn:aws:kms:eu-west-1:111122223333:key/mrk-1', 'other']);
    holds(multi, ['arn:aws:kms:us-east-1:444455556666:key/mrk-1', 'misspelled', elsewhere('account')]);
  });
});

describe('of a key that a token stands for', () => {
  test.each<Row>([
    ['{Given}', 'exact'],
    ['{Given}*', 'wide'],
    ['*', 'wide'],
    ['{Another}', 'unknown', open('${Another}')],
    ['arn:aws:s3:::bucket', 'unknown', open('arn:aws:s3:::bucket')],
    ['', 'unknown', open('')],
  ])('%s is %s', (...row) => {
    holds(key('{Given}', null), row);
  });

  test('is not named by the token of its alias, which is never an ARN', () => {
    const reason = 'neither an alias nor a key id identifies the key in a Resource; only the key ARN does';
    holds(key(OF_STACK, '{Id}', ['{GivenAlias}']), ['{GivenAlias}', 'misspelled', reason]);
  });

  test('the ARN around the token of an id is the key, the token alone is its id', () => {
    const identity = key('arn:aws:kms:us-east-1:111122223333:key/{GivenId}', '{GivenId}', ['{GivenAlias}']);
    holds(identity, ['arn:aws:kms:us-east-1:111122223333:key/{GivenId}', 'exact']);
    holds(identity, ['arn:aws:kms:us-east-1:111122223333:key/*', 'wide']);
    holds(identity, ['arn:aws:s3:::alias/{Name}', 'other']);
    holds(identity, ['{GivenId}', 'misspelled', ID]);
  });
});
