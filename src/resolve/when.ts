import { OTHER } from './domains.ts';
import type { Scope } from './scope.ts';
import { ALWAYS, type Diagram, NEVER } from './world.ts';

/** A choice of one named condition. */
interface Literal {
  readonly name: string;
  readonly holds: boolean;
  readonly diagram: Diagram;
}

/**
 * Under which template conditions something holds, in their own names ("IsProd is false"), or null when it holds
 * always, within `frame` (the assignments under which the custom resource exists). One condition or two that say it
 * exactly are preferred; otherwise a shortest branch is named, in which it holds for certain.
 */
export function whenText(scope: Scope, holds: Diagram, frame: Diagram): string | null {
  const { world } = scope;
  if (world.implies(frame, holds)) return null;
  const literals = literalsOf(scope, frame);
  const within = world.and(holds, frame);
  const choice = exactChoice(scope, literals, within, frame) ?? branchInside(scope, literals, within, frame);
  return choice === null ? byVariables(scope, within) : describe(choice);
}

function literalsOf(scope: Scope, frame: Diagram): readonly Literal[] {
  const { world } = scope;
  return [...scope.conditions.used]
    .flatMap(([name, diagram]) => [
      { name, holds: true, diagram },
      { name, holds: false, diagram: world.not(diagram) },
    ])
    .filter(({ diagram }) => diagram !== ALWAYS && diagram !== NEVER && !world.implies(frame, diagram));
}

/** Of more conditions the others are not searched for such a choice; a branch is named instead. */
const PAIR_LIMIT = 60;

/** The condition, or the two, under which it holds and nowhere else. */
function exactChoice(
  { world }: Scope,
  literals: readonly Literal[],
  within: Diagram,
  frame: Diagram,
): readonly Literal[] | null {
  const covering = literals.filter(({ diagram }) => world.implies(within, diagram)).slice(0, PAIR_LIMIT);
  const isExact = (choice: readonly Literal[]) => world.and(...choice.map(({ diagram }) => diagram), frame) === within;
  const pairs = () => covering.flatMap((first, at) => covering.slice(at + 1).map((second) => [first, second]));
  return covering.map((literal) => [literal]).find(isExact) ?? pairs().find(isExact) ?? null;
}

/** Conditions that together leave only assignments in which it holds, found by taking the most telling one each time. */
function branchInside(
  scope: Scope,
  literals: readonly Literal[],
  within: Diagram,
  frame: Diagram,
): readonly Literal[] | null {
  const { world } = scope;
  let region = frame;
  const chosen: Literal[] = [];
  for (const literal of literals) {
    const next = world.and(region, literal.diagram);
    if (world.and(next, within) === NEVER || next === region) continue;
    region = next;
    chosen.push(literal);
    if (world.implies(region, within)) return withoutNeedless(scope, chosen, within, frame);
  }
  return null;
}

function withoutNeedless(
  scope: Scope,
  chosen: readonly Literal[],
  within: Diagram,
  frame: Diagram,
): readonly Literal[] {
  const { world } = scope;
  return chosen.reduce<readonly Literal[]>((kept, candidate) => {
    const rest = kept.filter((literal) => literal !== candidate);
    const region = world.and(frame, ...rest.map(({ diagram }) => diagram));
    return rest.length > 0 && world.implies(region, within) ? rest : kept;
  }, chosen);
}

function describe(literals: readonly Literal[]): string {
  return literals.map(({ name, holds }) => `${name} is ${holds}`).join(' and ');
}

/** Beyond this many values a list of them is no help to a reader. */
const VALUE_LIMIT = 5;

/** The last resort, for a choice that no condition names: the parameter that a map or AllowedValues turns on. */
function byVariables({ world }: Scope, within: Diagram): string {
  const steps = world.shortestPath(within) ?? [];
  return steps
    .map(({ variable, values }) => valuesText(variable, values, world.domainOf(variable) ?? []))
    .join(' and ');
}

/** A parameter with a value that it is not compared with where its variable was made. */
const ONE_VALUE = /^([A-Za-z0-9:]+)=(.*)$/;

/** `AWS::Region is eu-west-1 or us-east-1`: these values all stand in the template. */
function valuesText(variable: string, values: readonly string[], domain: readonly string[]): string {
  const name = variable.slice(variable.indexOf('#') + 1);
  const [, parameter, value] = ONE_VALUE.exec(name) ?? [];
  if (parameter !== undefined) return `${parameter} is ${values.includes('true') ? '' : 'not '}${value}`;
  const isRest = values.includes(OTHER);
  const listed = isRest ? domain.filter((value) => !values.includes(value)) : values;
  const isNamed = /^[A-Za-z0-9:]+$/.test(name);
  if (!isNamed || listed.length === 0 || listed.length > VALUE_LIMIT) return `some value of ${name}`;
  return `${name} is ${isRest ? 'not ' : ''}${listed.join(' or ')}`;
}
