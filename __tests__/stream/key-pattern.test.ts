import { describe, expect, test } from '@jest/globals';
import { formByPattern } from '../../src/stream/key-pattern.ts';

const form = (pattern: string, type = 'String') => formByPattern({ type, pattern });

describe('the AllowedPattern of a parameter tells what it holds', () => {
  test.each([
    '[0-9a-f]{8}-[0-9a-f-]{27}',
    '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
    '[\\da-f\\-]{36}',
    '^$|[0-9a-f-]{36}',
    '[0-9a-f-]{36}|^$',
    '(?:mrk-[0-9a-f]{32}|[0-9a-f-]{36})',
    // Neither an ARN nor an alias begins so.
    '[0-9a-f]{8}-.*',
    '\\w{8}-.*',
    '[a-zA-Z0-9-]+',
    '[--f]+',
    '[^:/]+',
  ])('an id: %s', (pattern) => expect(form(pattern)).toBe('id'));

  test.each([
    'arn:aws:kms:.*',
    '^arn:aws[a-z-]*:kms:[^:]+:[0-9]{12}:key/[0-9a-f-]{36}$',
    '^$|^arn:aws:kms:.+',
    '^arn:aws:kms:.+|^$',
    '^arn:aws:kms:.+|$',
  ])('an ARN: %s', (pattern) => expect(form(pattern)).toBe('arn'));

  test.each(['arn:aws:kms:[^:]+:[0-9]{12}:alias/.+', '^arn:[a-z-]+:kms:.+:alias/das$'])(
    'the ARN of an alias: %s',
    (pattern) => expect(form(pattern)).toBe('alias'),
  );

  test.each(['alias/.+', '^alias/[a-z]+$', '^(alias\\/das-.*)$', '^$|^alias/.+'])('an alias: %s', (pattern) =>
    expect(form(pattern)).toBe('alias'),
  );

  test.each([
    'alias/.+|[0-9a-f-]{36}',
    '^alias/.+$|^[0-9a-f-]{36}$',
    '^(alias/[a-z]+|mrk-[0-9a-f]{32}|[0-9a-f-]{36})$',
    '^(?:[0-9a-f-]{36}|alias/.+)$',
    '^$|alias/.+|[0-9a-f-]{36}',
    '[^:]+',
    '[^:]*',
    '[a-z0-9/-]{1,256}',
  ])('an alias or an id, and no ARN: %s', (pattern) => expect(form(pattern)).toBe('alias'));

  test.each([
    '.*',
    'alias/.+|[0-9a-f-]{36}|arn:.+',
    'alias/.+|[0-9a-f-]{36}|.+',
    '(alias/.+)|([a-z:]+)',
    '.+',
    '\\S+',
    '^$',
    '',
    'alias/.+|arn:.+',
    '(alias/)?[a-z:]+',
    '(alias/)*[a-z:]+',
    '(alias/){0,1}[a-z:]+',
    '(arn:aws:kms:.+)?[0-9a-f-]{36}',
    '^arn:aws:kms:.+|[0-9a-f-]{36}$',
    'arn:aws:kms:[^:]+:[0-9]{12}:(key|alias)/.+',
    '(?:arn:aws:kms:.+)alias/',
  ])('either, or neither: %s', (pattern) => expect(form(pattern)).toBeNull());

  test('of the name of a parameter in SSM it tells nothing', () => {
    expect(form('[0-9a-f-]{36}', 'AWS::SSM::Parameter::Value<String>')).toBeNull();
  });
});
