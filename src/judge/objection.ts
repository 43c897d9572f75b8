import type { Finding } from '../finding/finding.ts';
import { emptyPolicies } from '../resolve/empty-policies.ts';
import { danglingReferences, type Reference, resourcesInCycles } from '../resolve/references.ts';
import type { Scope } from '../resolve/scope.ts';
import { unusedNames } from '../resolve/uses.ts';
import { whenText } from '../resolve/when.ts';
import { ALWAYS, type Diagram, NEVER } from '../resolve/world.ts';
import { repeatedName } from '../template/policy-names.ts';
import { brokenLimit } from '../template/policy-size.ts';

/** What is found in a template: for each thing (rule, stream, action, resource) the cases in which it occurs. */
export type Units = ReadonlyMap<string, ReadonlySet<string>>;

/** A template and what the rules find in it. */
export interface Judgement {
  readonly scope: Scope;
  readonly findings: readonly Finding[];
  readonly units: Units;
  /** For each call ("kms:DescribeKey of Role for Stream") the assignments under which it fails for certain. */
  readonly failing: ReadonlyMap<string, Diagram>;
}

/** Why an edited template is not what was promised, or null when it is. */
export function objection(
  before: Judgement,
  after: Judgement,
  goals: readonly Units[],
  unitsOf: (finding: Finding) => Units,
): string | null {
  if (after.scope.world.exhausted) return 'the conditions would be too many to be sure';
  const left = after.findings.find((finding) => isStillThere(before, after, goals, unitsOf(finding)));
  if (left !== undefined) return `${left.rule} would still be found: ${firstSentence(left.message)}`;
  // What no grant would change was there before, behind the worse word that is mended.
  const isNew = (finding: Finding) =>
    finding.beyondGrants !== true && [...unitsOf(finding).keys()].some((what) => !before.units.has(what));
  const other = after.findings.find(isNew);
  if (other !== undefined) return `${other.rule} would be found then: ${firstSentence(other.message)}`;
  const taken = takenAway(before, after);
  if (taken !== null) return `${taken} would be lost`;
  const cycles = resourcesInCycles(before.scope);
  const circle = [...resourcesInCycles(after.scope)].filter((id) => !cycles.has(id));
  if (circle.length > 0) return `these would refer to each other in a circle: ${circle.join(', ')}`;
  const lost = newlyDangling(before.scope, after.scope);
  if (lost !== null) return `${lost.from} would refer to ${lost.to} where that is not there`;
  const empty = emptyPolicies(before.scope);
  const emptied = [...emptyPolicies(after.scope)].find((id) => !empty.has(id));
  if (emptied !== undefined) return `a policy of ${emptied} would be left without a statement`;
  const { template } = before.scope;
  return brokenLimit(template, after.scope.template) ?? repeatedName(template, after.scope.template);
}

/** What nothing would use any more, as a clause, or null. */
export function leftUnused(before: Judgement, after: Judgement): string | null {
  const unused = [...unusedNames(after.scope.template)];
  const orphan = unused.find((name) => !unusedNames(before.scope.template).has(name));
  return orphan === undefined ? null : `nothing would use ${orphan} any more`;
}

/** A call that fails for certain where it did not before, which may have been found in other cases already. */
export function takenAway(before: Judgement, after: Judgement): string | null {
  const { world } = after.scope;
  const fails = [...after.failing].find(([call, now]) => {
    const known = world.translated(before.scope.world, before.failing.get(call) ?? NEVER);
    return known === null || !world.implies(now, known);
  });
  return fails?.[0] ?? null;
}

/** A mention of what may not be there that is one more than before, or is so in other assignments; null for none. */
function newlyDangling(before: Scope, after: Scope): Reference | null {
  const known = danglingReferences(before).map((reference) => nameOf(before, reference));
  const isNew = (reference: Reference) => {
    const at = known.indexOf(nameOf(after, reference));
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  };
  return danglingReferences(after).find(isNew) ?? null;
}

function nameOf(scope: Scope, { from, to, guard }: Reference): string {
  return `${from} ${to} ${whenText(scope, guard, ALWAYS)}`;
}

function firstSentence(text: string): string {
  const end = text.indexOf('. ');
  return end < 0 ? text.replace(/\.$/, '') : text.slice(0, end);
}

/** Whether a finding of the edited text is one of those that the fixes promise to mend. */
function isStillThere(before: Judgement, after: Judgement, goals: readonly Units[], found: Units): boolean {
  const promised = goals.flatMap((units) => [...units]).filter(([what]) => found.has(what));
  return promised.some(([what, cases]) => isLeft(before, after, what, cases, goals));
}

/** Whether of what a fix promises any case is left that no other finding, which is not being fixed, accounts for. */
function isLeft(
  before: Judgement,
  after: Judgement,
  what: string,
  cases: ReadonlySet<string>,
  goals: readonly Units[],
): boolean {
  const found = after.units.get(what) ?? new Set();
  const promised = new Set([...cases, ...goals.flatMap((units) => [...(units.get(what) ?? [])])]);
  const known = before.units.get(what) ?? new Set();
  return [...found].some((each) => promised.has(each) || !known.has(each));
}
