import { give } from './assign.ts';
import { evaluate, nameOf } from './evaluate.ts';
import { iterated } from './iterate.ts';
import type { Machine } from './machine.ts';
import { Scope } from './scope.ts';
import { copyOf, findIn } from './things.ts';
import type { Expression } from './tree.ts';
import { isTrue } from './truth.ts';
import { addTo, listOf, literal, NotFollowed, type Thing, thingOf, UNKNOWN, type Value } from './values.ts';

type Comprehension = Extract<Expression, { kind: 'comprehension' }>;

/** `[f(x) for x in y if z]`, `{k: f(v) for k, v in y.items() if z}`. */
export function comprehension(machine: Machine, expression: Comprehension, scope: Scope): Value {
  const { key, value, loops } = expression;
  const [loop, ...others] = loops;
  if (loop === undefined || others.length > 0) throw new NotFollowed('a loop in a loop of an expression');
  const { items, isOpen } = iterated(machine, evaluate(machine, loop.over, scope));
  const source = sourceOf(items);
  if (source !== null) return key === null ? listOf([UNKNOWN], true) : selected(machine, expression, source, scope);
  const made = listOf([], isOpen);
  const object = thingOf();
  for (const item of items) {
    const inner = new Scope(scope, { isBlock: true });
    give(machine, loop.target, item, inner, 'declare');
    if (!loop.tests.every((test) => isTrue(machine, evaluate(machine, test, inner)))) continue;
    if (key === null) {
      addTo(made, [evaluate(machine, value, inner)]);
      continue;
    }
    const name = isOpen ? null : nameOf(machine, evaluate(machine, key, inner));
    const given = evaluate(machine, value, inner);
    object.layers.push(name === null ? { kind: 'unknown' } : { kind: 'entries', entries: new Map([[name, given]]) });
  }
  return key === null ? made : object;
}

/** The object whose entries a list stands for, all in one. */
export function sourceOf(items: readonly Value[]): Thing | null {
  const [item, ...others] = items;
  const held = item?.kind === 'list' ? item.items[0] : item;
  return others.length === 0 && held?.kind === 'each' && held.is === 'name' ? held.of : null;
}

/** An object of the entries of another, of which each is looked at when it is asked for. */
function selected(machine: Machine, { key, value, loops: [loop] }: Comprehension, source: Thing, scope: Scope): Value {
  const before = copyOf(source);
  const find = (name: string): Value | null => {
    const held = findIn(machine.run, before, name);
    if (loop === undefined || key === null || held.isThere === false) return null;
    if (held.isThere !== true && !machine.run.decide(held.isThere)) return null;
    const inner = new Scope(scope, { isBlock: true });
    const isPair = loop.target.kind === 'items';
    give(machine, loop.target, isPair ? listOf([literal(name), held.value]) : literal(name), inner, 'declare');
    if (!loop.tests.every((test) => isTrue(machine, evaluate(machine, test, inner)))) return null;
    return evaluate(machine, value, inner);
  };
  // Under another name than its own it may come from anywhere.
  const isOwnName = key?.kind === 'name' && namesFirst(loop?.target) === key.name;
  return { kind: 'thing', layers: [isOwnName ? { kind: 'made', find } : { kind: 'unknown' }], of: null };
}

function namesFirst(target: Comprehension['loops'][number]['target'] | undefined): string | null {
  const first = target?.kind === 'items' ? target.items[0]?.target : target;
  return first?.kind === 'name' ? first.name : null;
}
