import { evaluate } from './evaluate.ts';
import type { Machine } from './machine.ts';
import type { Scope } from './scope.ts';
import { mergeInto } from './things.ts';
import type { Expression, ForStatement, MemberExpression, Statement } from './tree.ts';

/** `for k, v in a.items(): if c: b[k] = v` puts into `b` what `{k: v for k, v in a.items() if c}` is. */
export function select(machine: Machine, statement: ForStatement, scope: Scope): boolean {
  const { at, target, over, body } = statement;
  const found = selectionIn(body);
  if (found === null) return false;
  const { to, tests } = found;
  const loops = [{ target, over, tests }];
  const made = evaluate(machine, { kind: 'comprehension', at, key: to.name, value: found.value, loops }, scope);
  const holder = machine.run.settle(evaluate(machine, to.of, scope));
  if (holder.kind !== 'thing' || made.kind !== 'thing') return false;
  mergeInto(machine.run, holder, made);
  return true;
}

interface Selection {
  readonly to: MemberExpression;
  readonly value: Expression;
  readonly tests: readonly Expression[];
}

/** A body that does nothing but put one thing into an object, or goes on with the next. */
function selectionIn(body: readonly Statement[]): Selection | null {
  const [first, second, ...others] = body.flatMap((each) => (each.kind === 'block' ? each.body : [each]));
  if (first === undefined || others.length > 0) return null;
  if (second === undefined && first.kind === 'if' && first.otherwise.length === 0) {
    const inner = selectionIn(first.met);
    return inner === null ? null : { ...inner, tests: [first.test, ...inner.tests] };
  }
  if (second === undefined) return putIn(first);
  const isLeft = first.kind === 'if' && first.otherwise.length === 0 && isContinue(first.met);
  const put = isLeft ? putIn(second) : null;
  return put === null || first.kind !== 'if'
    ? null
    : { ...put, tests: [{ kind: 'not', at: first.at, of: first.test }] };
}

function isContinue(body: readonly Statement[]): boolean {
  const [only, ...others] = body.flatMap((each) => (each.kind === 'block' ? each.body : [each]));
  return others.length === 0 && only?.kind === 'leave' && only.how === 'continue';
}

function putIn(statement: Statement): Selection | null {
  const of = statement.kind === 'expression' ? statement.of : null;
  if (of?.kind !== 'assign' || of.operator !== 'plain' || of.target.kind !== 'member') return null;
  return { to: of.target, value: of.value, tests: [] };
}
