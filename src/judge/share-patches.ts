import type { Finding } from '../finding/finding.ts';
import type { Operation } from '../finding/patch.ts';
import { joinOperations } from '../remedy/join.ts';

/** Nobody commits more patches than that one by one. */
const MOST_PARTNERS = 20;

/**
 * Findings whose first patches meet get patches that do for all of them, so that each can be committed alone. Another
 * value in one and the same place (two streams, of which each needs its own key in the place of a wildcard) would take
 * from the others what they need; a policy that others want as well would reach them with nothing to order it; and one
 * comment tells all that a rule finds for a stream, whose patches can not be made one by one where they add at the same offset.
 */
export function withSharedPatches(findings: readonly Finding[]): readonly Finding[] {
  const replacements = sharedReplacements(findings);
  const wanting = findingsByAddition(findings);
  return findings.map((finding) => {
    const [first, ...others] = finding.remedies;
    if (first?.kind !== 'patch') return finding;
    const partners = new Set([finding, ...additions(finding).flatMap((same) => wanting.get(same) ?? [])]);
    const patches = partners.size > MOST_PARTNERS ? [finding] : findings.filter((each) => partners.has(each));
    const operations = joinOperations(
      patches.map((each) => operationsOf(each).flatMap((operation) => shared(replacements, operation))),
    );
    if (JSON.stringify(operations) === JSON.stringify(first.patch.operations)) return finding;
    // What replaces a value for one finding alone takes it from the others: there is no use in trying that.
    const alone = patches.length > 1 ? [first] : [];
    return { ...finding, remedies: [{ ...first, patch: { ...first.patch, operations } }, ...alone, ...others] };
  });
}

/** An operation as it does for all; where it takes out what others put a value in the place of, with that. */
function shared(replacements: ReadonlyMap<string, Operation>, operation: Operation): readonly Operation[] {
  const own = replacements.get(placeOf(operation)) ?? operation;
  if (own.kind !== 'remove') return [own];
  const places = own.items.map((item) => [...own.path, item]);
  const instead = [...replacements.values()].filter(({ path }) => places.some((place) => `${place}` === `${path}`));
  return [own, ...instead];
}

/** For each place in which findings want another value, the one that does for all; none where they contradict. */
function sharedReplacements(findings: readonly Finding[]): ReadonlyMap<string, Operation> {
  const joined = joinOperations(findings.map((finding) => operationsOf(finding).filter(isReplacement)));
  const places = joined.map(placeOf);
  const single = joined.filter(
    (_, index) => places.indexOf(places[index] ?? '') === places.lastIndexOf(places[index] ?? ''),
  );
  return new Map(single.map((operation) => [placeOf(operation), operation]));
}

function isReplacement({ kind }: Operation): boolean {
  return kind === 'replace' || kind === 'exchange';
}

/** The findings that want one and the same thing added. */
function findingsByAddition(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const addition of additions(finding)) {
      const known = found.get(addition);
      if (known === undefined) found.set(addition, [finding]);
      else known.push(finding);
    }
  }
  return found;
}

/** What a finding's patch adds, and the comment that it is told in, where it adds anything. */
function additions(finding: Finding): readonly string[] {
  const added = operationsOf(finding).filter((operation) => !isReplacement(operation));
  const { rule, customResource } = finding;
  return [
    // The order that a patch brings takes nothing from others.
    ...added.filter((operation) => !isOrder(operation)).map((operation) => JSON.stringify(operation)),
    ...(added.length === 0 ? [] : [`${rule} ${customResource}`]),
  ];
}

function isOrder(operation: Operation): boolean {
  return (operation.kind === 'set' ? operation.key : operation.path.at(-1)) === 'DependsOn';
}

function operationsOf({ remedies: [first] }: Finding): readonly Operation[] {
  return first?.kind === 'patch' ? first.patch.operations : [];
}

function placeOf({ kind, path }: Operation): string {
  return JSON.stringify([kind, path]);
}
