import type { Template } from '../template/template.ts';

const OTHER_PARTITIONS = ['aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-eusc'];

/**
 * The partition that a template is taken to be deployed in (A1): `aws`, unless its literal ARNs name another one and
 * never `aws`.
 */
export function partitionOf(template: Template): string {
  const { text } = template.file;
  if (text.includes('arn:aws:')) return 'aws';
  return OTHER_PARTITIONS.find((partition) => text.includes(`arn:${partition}:`)) ?? 'aws';
}

/** What `AWS::URLSuffix` is in a partition. */
export function urlSuffixOf(partition: string): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
