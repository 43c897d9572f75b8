import type { Template } from '../template/template.ts';

/**
 * What `AWS::URLSuffix` is in each partition, as AWS's SDKs list them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
const URL_SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['aws', 'amazonaws.com'],
  ['aws-cn', 'amazonaws.com.cn'],
  ['aws-us-gov', 'amazonaws.com'],
  ['aws-iso', 'c2s.ic.gov'],
  ['aws-iso-b', 'sc2s.sgov.gov'],
  ['aws-iso-e', 'cloud.adc-e.uk'],
  ['aws-iso-f', 'csp.hci.ic.gov'],
  ['aws-eusc', 'amazonaws.eu'],
]);

/**
 * The partition that a template is taken to be deployed in (A1): `aws`, unless its literal ARNs name another one and
 * never `aws`.
 */
export function partitionOf(template: Template): string {
  const { text } = template.file;
  return [...URL_SUFFIXES.keys()].find((partition) => text.includes(`arn:${partition}:`)) ?? 'aws';
}

/** What `AWS::URLSuffix` is in a partition. */
export function urlSuffixOf(partition: string): string {
  return URL_SUFFIXES.get(partition) ?? 'amazonaws.com';
}
