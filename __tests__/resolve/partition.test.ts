import { describe, expect, test } from '@jest/globals';
import { textOf } from '../../src/resolve/text.ts';
import { always } from '../../src/resolve/value.ts';
import { type Options, scopeOf, summary } from '../stream/analysis.ts';
import { allow, stack } from '../stream/stack-text.ts';

const SUFFIX = ", Condition: {StringEquals: {'kms:ViaService': !Sub 'rds.${AWS::Region}.${AWS::URLSuffix}'}}";
const PAIR = '[kms:CreateGrant, kms:DescribeKey]';

/** The words for a key named by an ARN in that partition, in a template that holds this text besides. */
const inPartition = (partition: string, besides: string, options?: Options) => {
  const statements = allow(PAIR, "!Sub 'arn:PARTITION:kms:*:*:key/${Key}'".replace('PARTITION', partition));
  return summary(stack({ head: `Description: ${besides}`, statements }), options);
};

describe('the partition of a template', () => {
  test.each<[string, string, string, Options?]>([
    ['aws', 'none', 'scoped / scoped'],
    ['aws-cn', 'none', 'scoped / scoped'],
    ['aws-us-gov', 'none', 'scoped / scoped'],
    ['aws-iso', 'none', 'scoped / scoped'],
    ['aws-iso-b', 'none', 'scoped / scoped'],
    ['aws-iso-e', 'none', 'scoped / scoped'],
    ['aws-iso-f', 'none', 'scoped / scoped'],
    ['aws-eusc', 'none', 'scoped / scoped'],
    ['aws-cn', 'arn:aws-cn:s3', 'scoped / scoped'],
    ['aws-cn', 'aws, not an ARN', 'scoped / scoped'],
    // Where both stand, it is `aws`.
    ['aws-cn', "'arn:aws:s3:::bucket'", 'unusable / unusable'],
    ['aws', "'arn:aws-cn:s3:::bucket'", 'scoped / scoped'],
    // No partition that is known.
    ['aws-moon', 'none', 'unusable / unusable'],
    // What is given goes before what stands there.
    ['aws-cn', 'none', 'unusable / unusable', { partition: 'aws' }],
    ['aws', 'none', 'unusable / unusable', { partition: 'aws-cn' }],
    ['aws-cn', "'arn:aws:s3:::bucket'", 'scoped / scoped', { partition: 'aws-cn' }],
  ])('in a template with %s beside %s', (...[partition, besides, words, options]) => {
    expect(inPartition(partition, besides, options)).toBe(words);
  });

  test.each<[string, Options, string]>([
    ['aws', {}, 'scoped / scoped'],
    ['aws-cn', {}, 'missing / missing'],
    ['aws-cn', { partition: 'aws-cn' }, 'scoped / scoped'],
    ['aws', { partition: 'aws-cn' }, 'missing / missing'],
  ])('decides a condition that asks for it: %s, %j', (partition, options, words) => {
    const head = `Conditions: {Is: !Equals [!Ref AWS::Partition, ${partition}]}`;
    const statements = `[!If [Is, ${allow(PAIR)}, !Ref AWS::NoValue]]`;
    expect(summary(stack({ head, statements }), options)).toBe(words);
  });

  test.each([
    ['aws', 'scoped / scoped'],
    ['aws-us-gov', 'scoped / scoped'],
    ['aws-cn', 'unusable / unusable'],
    ['aws-iso', 'unusable / unusable'],
    ['aws-iso-b', 'unusable / unusable'],
    ['aws-iso-e', 'unusable / unusable'],
    ['aws-iso-f', 'unusable / unusable'],
    ['aws-eusc', 'unusable / unusable'],
  ])('tells whether AWS::URLSuffix is that of kms:ViaService, by literals as when given: %s', (partition, words) => {
    const statements = allow(PAIR, '!GetAtt Key.Arn', SUFFIX);
    const head = `Description: arn:${partition}:s3`;
    expect(summary(stack({ head, statements }))).toBe(words);
    expect(summary(stack({ statements }), { partition })).toBe(words);
  });

  test.each([
    ['aws', 'amazonaws.com'],
    ['aws-cn', 'amazonaws.com.cn'],
    ['aws-us-gov', 'amazonaws.com'],
    ['aws-iso', 'c2s.ic.gov'],
    ['aws-iso-b', 'sc2s.sgov.gov'],
    ['aws-iso-e', 'cloud.adc-e.uk'],
    ['aws-iso-f', 'csp.hci.ic.gov'],
    ['aws-eusc', 'amazonaws.eu'],
    // As in most, where the partition is none that is known.
    ['aws-moon', 'amazonaws.com'],
  ])('says what AWS::URLSuffix is: %s, %s', (partition, suffix) => {
    expect(scopeOf(stack(), { partition }).ref('AWS::URLSuffix')).toEqual(always(textOf(suffix)));
  });
});
