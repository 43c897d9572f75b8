import { asSpoken } from '../resolve/text.ts';
import { ALWAYS, type Diagram } from '../resolve/world.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import type { KnownKey } from '../stream/request.ts';
import { type Gap, keyOf } from './gap.ts';
import { type Guarding, guardingFor } from './guard.ts';
import { keyArnValue } from './key-arn.ts';

/**
 * The assignments under which what stands for the key's ARN is one: those that bring its resource with them. Of what
 * comes from outside, a parameter or an import, it is known only where the custom resource is given it: elsewhere the
 * parameter may be empty and the export missing.
 */
export function targetOf(gap: Gap): Diagram {
  const { scope, branches } = gap.analysis;
  const own = keyOf(gap);
  if (own !== null) return scope.exists(own.logicalId);
  if (isThereAlways(gap.branch)) return ALWAYS;
  const written = writtenFor(gap);
  const same = branches.filter((branch) => writtenFor({ analysis: gap.analysis, branch }) === written);
  return scope.world.or(...same.map(({ guard }) => guard));
}

/** Whether nothing in the key's ARN comes from outside of the stack. */
function isThereAlways({ key }: Branch): boolean {
  return key.kind === 'key' && key.chosenBy === null && !comesFromOutside(key);
}

function comesFromOutside({ identity }: KnownKey): boolean {
  return asSpoken(identity.arn).pieces.some((piece) => typeof piece === 'object' && piece.outside);
}

function writtenFor(where: { readonly analysis: StreamAnalysis; readonly branch: Branch }): string {
  return JSON.stringify(keyArnValue(where));
}

/** How a mention of the key must be held back in a place that is there under `place`. */
export function guardingIn(gap: Gap, place: Diagram): Guarding {
  return heldTo(gap, place, targetOf(gap));
}

/**
 * How a statement that is added must be: never where the stream has another key, if a condition tells that; where the key
 * sets no bounds, it goes with the custom resource (design 2.5).
 */
export function guardingOfGrant(gap: Gap, place: Diagram): Guarding {
  const { world } = gap.analysis.scope;
  const strict = heldTo(gap, place, world.except(targetOf(gap), havingAnother(gap)));
  const guarding = strict.kind === 'impossible' ? guardingIn(gap, place) : strict;
  if (guarding.kind !== 'none') return guarding;
  const withStream = guardingWithStream(gap, place);
  return withStream.kind === 'impossible' ? guarding : withStream;
}

/** The assignments under which the stream has another key. */
function havingAnother(gap: Gap): Diagram {
  const written = writtenFor(gap);
  const others = gap.analysis.branches.filter((branch) => writtenFor({ analysis: gap.analysis, branch }) !== written);
  return gap.analysis.scope.world.or(...others.map(({ guard }) => guard));
}

/** How it goes with the custom resource. */
export function guardingWithStream(gap: Gap, place: Diagram): Guarding {
  return heldTo(gap, place, gap.analysis.exists);
}

function heldTo(gap: Gap, place: Diagram, target: Diagram): Guarding {
  const { scope, customResource } = gap.analysis;
  return guardingFor(scope, place, target, gap.failing, [keyOf(gap)?.condition ?? null, customResource.condition]);
}

/**
 * How a grant is held to the assignments that fail, where only some do: by the condition of the template that says so.
 * Elsewhere it might reach what nobody can judge.
 */
export function guardingOfBranch({ analysis, failing }: Gap): Guarding {
  const { scope, exists } = analysis;
  const names = failing === exists ? [] : [...scope.template.conditions.keys()];
  const name = names.find((each) => scope.world.and(scope.conditions.named(each), exists) === failing);
  return name === undefined ? { kind: 'impossible' } : { kind: 'condition', name, holds: true };
}
