import { type Expression, literalText } from '../template/expression.ts';
import { type LogicalId, type Resource, referredTo } from '../template/template.ts';
import { childrenOf } from './domains.ts';
import type { Scope } from './scope.ts';
import { subPieces } from './sub.ts';
import { type Diagram, NEVER } from './world.ts';

/** A resource's mention of another: through Ref, GetAtt, Sub or DependsOn. */
export interface Reference {
  readonly from: LogicalId;
  readonly to: LogicalId;
  /** The assignments under which the mention is there, within those under which `from` exists. */
  readonly guard: Diagram;
}

const cache = new WeakMap<Scope, readonly Reference[]>();

/** All mentions of resources by resources. Names of parameters and of nothing are left out. */
function referencesOf(scope: Scope): readonly Reference[] {
  const known = cache.get(scope);
  if (known !== undefined) return known;
  const found = [...scope.template.resources.values()].flatMap((resource) => referencesFrom(scope, resource));
  cache.set(scope, found);
  return found;
}

/** The resources that one resource mentions. */
export function referencesFrom(scope: Scope, resource: Resource): readonly Reference[] {
  const exists = scope.exists(resource.logicalId);
  const found: Reference[] = [];
  const add = (name: string, guard: Diagram) => {
    const to = targetOf(scope, name);
    if (to !== null && guard !== NEVER) found.push({ from: resource.logicalId, to, guard });
  };
  for (const name of resource.dependsOn) add(name, exists);
  const visitor: Visitor = { scope, add, seen: new Map() };
  if (resource.properties !== null) visit(visitor, resource.properties, exists);
  return found;
}

/** Mentions of something that is not there under some assignment: CloudFormation rejects the template then. */
export function danglingReferences(scope: Scope): readonly Reference[] {
  const { world } = scope;
  return referencesOf(scope)
    .map((reference) => ({ ...reference, guard: world.except(reference.guard, scope.exists(reference.to)) }))
    .filter(({ guard }) => guard !== NEVER);
}

/** The resources that are in a circle of references, which CloudFormation rejects; conditions do not matter to it. */
export function resourcesInCycles(scope: Scope): ReadonlySet<LogicalId> {
  const next = new Map<LogicalId, Set<LogicalId>>();
  for (const { from, to } of referencesOf(scope)) targetsOf(next, from).add(to);
  const left = withoutEnds(next);
  return new Set([...left.keys()].filter((id) => reaches(left, id, id)));
}

type Graph = ReadonlyMap<LogicalId, ReadonlySet<LogicalId>>;

function targetsOf(graph: Map<LogicalId, Set<LogicalId>>, id: LogicalId): Set<LogicalId> {
  const found = graph.get(id) ?? new Set();
  graph.set(id, found);
  return found;
}

/** The graph less all that leads nowhere, again and again: in nearly every template nothing is left of it. */
function withoutEnds(next: Graph): Graph {
  const users = new Map<LogicalId, Set<LogicalId>>();
  const open = new Map([...next].map(([id, targets]) => [id, targets.size]));
  for (const [id, targets] of next) for (const to of targets) targetsOf(users, to).add(id);
  const ends = [...users.keys()].filter((id) => !next.has(id));
  for (let id = ends.pop(); id !== undefined; id = ends.pop()) {
    for (const user of users.get(id) ?? []) {
      const count = (open.get(user) ?? 0) - 1;
      open.set(user, count);
      if (count === 0) ends.push(user);
    }
  }
  return new Map([...next].filter(([id]) => (open.get(id) ?? 0) > 0));
}

function reaches(next: Graph, from: LogicalId, goal: LogicalId): boolean {
  const seen = new Set<LogicalId>();
  const open = [...(next.get(from) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === goal) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(next.get(id) ?? []));
  }
  return false;
}

function targetOf(scope: Scope, name: string): LogicalId | null {
  return referredTo(scope.template, name.split('.')[0] ?? name)?.logicalId ?? null;
}

interface Visitor {
  readonly scope: Scope;
  readonly add: (name: string, guard: Diagram) => void;
  /** What an alias can repeat, with the guards under which it was looked at: a bomb of aliases has no end else. */
  readonly seen: Map<Expression, Set<Diagram>>;
}

function visit(visitor: Visitor, expression: Expression, guard: Diagram): void {
  if (guard === NEVER || wasSeen(visitor, expression, guard)) return;
  if (expression.kind === 'intrinsic' && visitIntrinsic(visitor, expression.name, expression.argument, guard)) return;
  for (const child of childrenOf(expression)) visit(visitor, child, guard);
}

function wasSeen({ seen }: Visitor, expression: Expression, guard: Diagram): boolean {
  if (expression.node.anchor === null) return false;
  const guards = seen.get(expression) ?? new Set();
  seen.set(expression, guards);
  if (guards.has(guard)) return true;
  guards.add(guard);
  return false;
}

/** True when the intrinsic's operands were dealt with. */
function visitIntrinsic(visitor: Visitor, name: string, argument: Expression, guard: Diagram): boolean {
  const { scope, add } = visitor;
  const operands = argument.kind === 'list' ? argument.items : [argument];
  const [first] = operands;
  const text = literalText(first ?? null);
  if (name === 'Ref' || name === 'Fn::GetAtt') {
    if (text !== null) add(text, guard);
    return text !== null;
  }
  if (name === 'Fn::Sub' && text !== null) {
    for (const piece of subPieces(text)) if ('name' in piece) add(piece.name, guard);
    return false;
  }
  if (name !== 'Fn::If' || text === null) return false;
  const holds = scope.conditions.named(text);
  const [, yes, no] = operands;
  if (yes !== undefined) visit(visitor, yes, scope.world.and(guard, holds));
  if (no !== undefined) visit(visitor, no, scope.world.except(guard, holds));
  return true;
}
