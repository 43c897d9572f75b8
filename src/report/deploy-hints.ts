import type { Fix, ReportedFinding } from '../finding/finding.ts';

const REDEPLOY =
  'A custom resource does not run again when only its role changes: also change one of its properties, or redeploy it.';
const CONDITIONS =
  'If the stack still reports the fault with these conditions in place, regenerate with `grant-conditions: none`.';

/** What to know before the fixes of some findings are deployed, in Markdown; nothing when there are none. */
export function deployHints(findings: readonly ReportedFinding[]): readonly string[] {
  const fixes = findings.flatMap(({ fix }) => fix ?? []);
  return [...(fixes.length > 0 ? [REDEPLOY] : []), ...(fixes.some(hasConditions) ? [CONDITIONS] : [])];
}

/** Whether a fix adds one of the conditions that `grant-conditions` can leave out. */
function hasConditions(fix: Fix): boolean {
  const proposed = fix.kind === 'edits' ? fix.patch : `+${JSON.stringify(fix.statement)}`;
  return /^\+.*kms:(?:GrantIsForAWSResource|ViaService)/im.test(proposed);
}
