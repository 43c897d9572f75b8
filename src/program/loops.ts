import { give } from './assign.ts';
import { sourceOf } from './comprehensions.ts';
import { evaluate } from './evaluate.ts';
import { type Ending, executeAll, executeBlock } from './execute.ts';
import { iterated, namesOf } from './iterate.ts';
import type { Machine } from './machine.ts';
import { Scope } from './scope.ts';
import { select } from './selection.ts';
import type { ForStatement, LoopStatement } from './tree.ts';
import { isTrue } from './truth.ts';
import { NotFollowed, SeenBefore, type Value } from './values.ts';

/** A loop whose end is not told is gone through so often; what would come later is left out. */
const TURNS = 2;
/** A loop that is told to the end may be longer. */
const MOST = 200;

const ON: Ending = { kind: 'on' };

/** `while`, `do` and the `for` of three parts. */
export function executeLoop(machine: Machine, loop: LoopStatement, outer: Scope): Ending {
  const { run } = machine;
  const scope = machine.isPython ? outer : new Scope(outer, { isBlock: true });
  executeAll(machine, loop.first, scope);
  let open = 0;
  for (let turn = 0; ; turn++) {
    const { asked } = run;
    const isTold = loop.isBodyFirst && turn === 0;
    if (!isTold && loop.test !== null && !isTrue(machine, evaluate(machine, loop.test, scope))) break;
    if (turn > MOST) throw new NotFollowed('a loop that is too long');
    const ending = executeBlock(machine, loop.body, scope);
    if (ending.kind === 'return') return ending;
    if (ending.kind === 'break') return ON;
    if (loop.update !== null) evaluate(machine, loop.update, scope);
    // What waits for something that only others change would go on for ever.
    if (run.asked > asked || turn > 2) open++;
    if (open > TURNS) throw new SeenBefore();
  }
  return executeBlock(machine, loop.otherwise, scope);
}

/** `for` over items or names. */
export function executeFor(machine: Machine, statement: ForStatement, outer: Scope): Ending {
  const value = machine.run.settle(evaluate(machine, statement.over, outer));
  const list = statement.overNames && value.kind === 'thing' ? namesOf(value) : iterated(machine, value);
  if (sourceOf(list.items) !== null && select(machine, statement, outer)) return ON;
  const ending =
    list.items.some(holdsEach) || !list.isOpen
      ? turnsOf(machine, statement, list.items, outer)
      : openTurns(machine, statement, list.items, outer);
  return ending ?? executeBlock(machine, statement.otherwise, outer);
}

/** Null where the loop comes to its end. */
function turnsOf(
  machine: Machine,
  { target, isDeclared, body }: ForStatement,
  items: readonly Value[],
  outer: Scope,
): Ending | null {
  for (const item of items) {
    const scope = machine.isPython ? outer : new Scope(outer, { isBlock: true });
    give(machine, target, item, scope, isDeclared ? 'declare' : 'assign');
    const ending = executeBlock(machine, body, scope);
    if (ending.kind === 'return') return ending;
    if (ending.kind === 'break') return ON;
  }
  return null;
}

/** A list of which the length is not told: what is known of it, and then nothing more, or the last once or twice more. */
function openTurns(machine: Machine, statement: ForStatement, items: readonly Value[], outer: Scope): Ending | null {
  const { run } = machine;
  for (let turn = 0; turn < items.length + TURNS - 1; turn++) {
    const item = items[Math.min(turn, items.length - 1)];
    if (item === undefined || (turn >= items.length - 1 && !run.decide(run.openTest()))) break;
    const ending = turnsOf(machine, statement, [item], outer);
    if (ending !== null) return ending;
  }
  return null;
}

function holdsEach(value: Value): boolean {
  return value.kind === 'each' || (value.kind === 'list' && value.items.some(holdsEach));
}
