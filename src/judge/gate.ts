import type { Finding } from '../finding/finding.ts';
import { fingerprint } from '../finding/fingerprint.ts';
import type { ResolvedFinding } from '../finding/review.ts';
import { describeStream } from './describe.ts';
import type { Judged } from './template.ts';

/** In what a finding is new: altogether, or in that a default deployment meets it. */
export type Introduced = 'new' | 'by-default';

/** Two sides of one file: what the head finds, and what the merge base found in the head's names. */
interface Pair {
  readonly path: string;
  readonly after: readonly Finding[];
  readonly before: readonly Finding[];
}

/**
 * The findings of the head that count against its author: those with a unit (rule, custom resource, action) that the
 * merge base lacks, or that a default deployment meets now and did not meet before. Without a base every finding does.
 * Files are matched by rename, custom resources by logical id, else by the same function and key.
 */
export function introducedFindings(
  head: readonly Judged[],
  base: readonly Judged[] | null,
  renames: ReadonlyMap<string, string>,
): ReadonlyMap<Finding, Introduced> {
  if (base === null) return new Map(head.flatMap(({ reported }) => reported.map((finding) => [finding, 'new'])));
  const found = new Map<Finding, Introduced>();
  for (const { after, before } of pairs(head, base, renames)) {
    const known = new Set(before.flatMap(gateUnits));
    for (const finding of after) {
      if (plainUnits(finding).some((unit) => !known.has(unit))) found.set(finding, 'new');
      else if (gateUnits(finding).some((unit) => !known.has(unit))) found.set(finding, 'by-default');
    }
  }
  return found;
}

/**
 * The findings of the merge base of which no unit is left at the head; a template that is gone takes all of its own
 * with it. Of a file that could not be read or parsed (`unread`, 'rejected') nothing is said.
 */
export function resolvedFindings(
  head: readonly Judged[],
  base: readonly Judged[],
  renames: ReadonlyMap<string, string>,
  unread: ReadonlyMap<string, string>,
): readonly ResolvedFinding[] {
  const readable = head.filter(({ kind }) => kind !== 'rejected');
  const left = pairs(readable, base, renames);
  const lost = gone(head, base, renames).filter(({ path }) => !unread.has(path));
  return [...left, ...lost].flatMap(({ path, after, before }) => {
    const units = new Set(after.flatMap(gateUnits));
    return before
      .filter((finding) => gateUnits(finding).every((unit) => !units.has(unit)))
      .map(({ rule, customResource, logicalId }) => {
        return { rule, path, logicalId, fingerprint: fingerprint(rule, customResource) };
      });
  });
}

function pairs(
  head: readonly Judged[],
  base: readonly Judged[],
  renames: ReadonlyMap<string, string>,
): readonly Pair[] {
  return head.map((judged) => {
    const path = renames.get(judged.file.path) ?? judged.file.path;
    const counterpart = base.find(({ file }) => file.path === path);
    return {
      path: judged.file.path,
      after: judged.reported,
      before: counterpart === undefined ? [] : inNamesOf(judged, counterpart),
    };
  });
}

/** The base's templates that the head does not have under any name. */
function gone(head: readonly Judged[], base: readonly Judged[], renames: ReadonlyMap<string, string>): readonly Pair[] {
  const kept = new Set(head.map(({ file }) => renames.get(file.path) ?? file.path));
  return base
    .filter(({ file }) => !kept.has(file.path))
    .map(({ file, reported }) => ({ path: file.path, after: [], before: reported }));
}

/** The base's findings, with a custom resource that was renamed under the name that it has at the head. */
function inNamesOf(head: Judged, base: Judged): readonly Finding[] {
  const here = new Set(head.streams.map(({ customResource }) => customResource.logicalId));
  const there = new Set(base.streams.map(({ customResource }) => customResource.logicalId));
  const renamed = new Map<string, string>();
  for (const stream of head.streams.filter(({ customResource }) => !there.has(customResource.logicalId))) {
    const like = functionAndKey(stream);
    const old = base.streams.find(
      (other) => !here.has(other.customResource.logicalId) && functionAndKey(other) === like,
    );
    if (old !== undefined) renamed.set(old.customResource.logicalId, stream.customResource.logicalId);
  }
  return base.reported.map((finding) => {
    return { ...finding, customResource: renamed.get(finding.customResource) ?? finding.customResource };
  });
}

function functionAndKey(stream: Judged['streams'][number]): string {
  const { function: handler, key } = describeStream(stream);
  return `${handler}\n${key}`;
}

/** The units of a finding; one that meets a default deployment has a second one for each that says so. */
function gateUnits(finding: Finding): readonly string[] {
  const plain = plainUnits(finding);
  return finding.byDefault ? [...plain, ...plain.map((unit) => `${unit} by default`)] : plain;
}

function plainUnits({ rule, customResource, actions }: Finding): readonly string[] {
  return (actions.length === 0 ? [''] : actions).map((action) => [rule, customResource, action].join(' '));
}
