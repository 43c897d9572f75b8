import type { Fix, ReportedFinding } from '../finding/finding.ts';

const REDEPLOY =
  'A custom resource does not run again when only its role changes: also change one of its properties, or redeploy it.';
const NEEDS_S3 = 'With the fixes of this file the template exceeds 51,200 bytes: it needs S3 to be deployed.';

/**
 * What to know before the fixes of some findings are deployed; nothing when there are none. `setting` is how the reader
 * would leave the conditions out, by default as Markdown.
 */
export function deployHints(
  findings: readonly ReportedFinding[],
  setting = '`grant-conditions: none`',
): readonly string[] {
  const fixes = findings.flatMap(({ fix }) => fix ?? []);
  const conditions = `If the stack still reports the fault with these conditions in place, regenerate with ${setting}.`;
  return [
    ...(fixes.some((fix) => fix.kind === 'edits' && fix.needsS3 === true) ? [NEEDS_S3] : []),
    ...(fixes.length > 0 ? [REDEPLOY] : []),
    ...(fixes.some(hasConditions) ? [conditions] : []),
  ];
}

/** Whether a fix adds one of the conditions that `grant-conditions` can leave out. */
function hasConditions(fix: Fix): boolean {
  const proposed = fix.kind === 'edits' ? fix.patch : `+${JSON.stringify(fix.statement)}`;
  return /^\+.*kms:(?:GrantIsForAWSResource|ViaService)/im.test(proposed);
}
