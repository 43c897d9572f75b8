import { childrenOf } from '../resolve/domains.ts';
import type { Scope } from '../resolve/scope.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import type { LogicalId } from '../template/template.ts';

/**
 * The assignments under which a part of a resource is there: those of the resource and of every Fn::If around the part;
 * of one that an alias repeats, any of them. Of a part that is not found in the resource, those of the resource.
 */
export function thereAround(scope: Scope, owner: LogicalId, part: Expression): Diagram {
  const exists = scope.exists(owner);
  const properties = scope.template.resources.get(owner)?.properties ?? null;
  const search: Search = { scope, part, seen: new Map() };
  const found = properties === null ? NEVER : visit(search, properties, exists);
  return found === NEVER ? exists : found;
}

interface Search {
  readonly scope: Scope;
  readonly part: Expression;
  /** What an alias can repeat, with the guards under which it was looked at: a bomb of aliases has no end else. */
  readonly seen: Map<Expression, Set<Diagram>>;
}

function visit(search: Search, expression: Expression, here: Diagram): Diagram {
  const { scope, part } = search;
  if (expression === part) return here;
  if (here === NEVER || wasSeen(search, expression, here)) return NEVER;
  const within = branchesOf(scope, expression, here) ?? [...childrenOf(expression)].map((child) => ({ child, here }));
  return scope.world.or(...within.map((each) => visit(search, each.child, each.here)));
}

/** The branches of an Fn::If; null for anything else. */
function branchesOf(scope: Scope, expression: Expression, here: Diagram) {
  if (expression.kind !== 'intrinsic' || expression.name !== 'Fn::If' || expression.argument.kind !== 'list')
    return null;
  const [condition, yes, no] = expression.argument.items;
  const name = literalText(condition ?? null);
  if (name === null || yes === undefined || no === undefined) return null;
  const holds = scope.conditions.named(name);
  return [
    { child: yes, here: scope.world.and(here, holds) },
    { child: no, here: scope.world.except(here, holds) },
  ];
}

function wasSeen({ seen }: Search, expression: Expression, here: Diagram): boolean {
  if (expression.node.anchor === null) return false;
  const guards = seen.get(expression) ?? new Set();
  seen.set(expression, guards);
  if (guards.has(here)) return true;
  guards.add(here);
  return false;
}
