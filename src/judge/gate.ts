import type { Finding } from '../finding/finding.ts';
import { fingerprint } from '../finding/fingerprint.ts';
import type { ResolvedFinding } from '../finding/review.ts';
import { foldFindings } from './fold.ts';
import type { Judged } from './template.ts';

/**
 * The findings of the head that count against its author: those with a unit (rule, custom resource, action) that the
 * merge base lacks. Without a base every finding does. Files are matched by rename.
 */
export function introducedFindings(
  head: readonly Judged[],
  base: readonly Judged[] | null,
  renames: ReadonlyMap<string, string>,
): ReadonlySet<Finding> {
  const found = new Set<Finding>();
  for (const { file, findings } of head) {
    const before = new Set(of(base, renames.get(file.path) ?? file.path).flatMap(gateUnits));
    for (const finding of foldFindings(findings)) {
      if (base === null || gateUnits(finding).some((unit) => !before.has(unit))) found.add(finding);
    }
  }
  return found;
}

/** The findings of the merge base of which no unit is left at the head, in files that the head still judges. */
export function resolvedFindings(
  head: readonly Judged[],
  base: readonly Judged[],
  renames: ReadonlyMap<string, string>,
): readonly ResolvedFinding[] {
  return head.flatMap(({ file, findings }) => {
    const left = new Set(foldFindings(findings).flatMap(gateUnits));
    return of(base, renames.get(file.path) ?? file.path)
      .filter((finding) => gateUnits(finding).every((unit) => !left.has(unit)))
      .map(({ rule, customResource, logicalId }) => ({
        rule,
        path: file.path,
        logicalId,
        fingerprint: fingerprint(rule, customResource),
      }));
  });
}

function of(base: readonly Judged[] | null, path: string): readonly Finding[] {
  return (base ?? []).filter(({ file }) => file.path === path).flatMap(({ findings }) => foldFindings(findings));
}

function gateUnits({ rule, customResource, actions }: Finding): readonly string[] {
  return (actions.length === 0 ? [''] : actions).map((action) => [rule, customResource, action].join(' '));
}
