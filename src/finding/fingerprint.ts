import { createHash } from 'node:crypto';
import type { RuleId } from './rule-meta.ts';

/**
 * Names a finding across pushes: 16 hex digits of SHA-256 over a version, the rule and the custom resource's logical
 * id. It holds neither path nor line, so that a renamed file or a shifted line makes no new comment.
 */
export function fingerprint(rule: RuleId, customResource: string): string {
  return createHash('sha256').update(`v1\n${rule}\n${customResource}`).digest('hex').slice(0, 16);
}
