import { type Giving, give, removeAt } from './assign.ts';
import { call, closureOf, defaultsOf } from './calls.ts';
import { classOf } from './classes.ts';
import { evaluate } from './evaluate.ts';
import { importFrom } from './files.ts';
import { executeFor, executeLoop } from './loops.ts';
import { argumentsOf, type Machine } from './machine.ts';
import { Scope } from './scope.ts';
import type { Case, Handler, Statement, TryStatement } from './tree.ts';
import { equal, isTrue } from './truth.ts';
import { type Class, NONE, NotFollowed, Raised, UNDEFINED, UNKNOWN, type Value } from './values.ts';

/** How a statement ends. */
export type Ending =
  | { readonly kind: 'on' | 'break' | 'continue' }
  | { readonly kind: 'return'; readonly value: Value };

const ON: Ending = { kind: 'on' };

/** What the body of a function returns, null where it comes to its end. */
export function executeBody(machine: Machine, statements: readonly Statement[], scope: Scope): Value | null {
  const ending = executeAll(machine, statements, scope);
  return ending.kind === 'return' ? ending.value : null;
}

export function executeAll(machine: Machine, statements: readonly Statement[], scope: Scope): Ending {
  // Functions of JavaScript are there before the first line runs.
  if (!machine.isPython) for (const each of statements) hoist(each, scope);
  for (const each of statements) {
    const ending = machine.run.deeper(() => execute(machine, each, scope));
    if (ending.kind !== 'on') return ending;
  }
  return ON;
}

function hoist(statement: Statement, scope: Scope): void {
  if (statement.kind === 'function') scope.declare(statement.name, closureOf(statement.function, scope));
  if (statement.kind === 'block' && !statement.isScope) for (const each of statement.body) hoist(each, scope);
}

export function executeBlock(machine: Machine, statements: readonly Statement[], scope: Scope): Ending {
  return executeAll(machine, statements, machine.isPython ? scope : new Scope(scope, { isBlock: true }));
}

function execute(machine: Machine, statement: Statement, scope: Scope): Ending {
  switch (statement.kind) {
    case 'expression':
      evaluate(machine, statement.of, scope);
      return ON;
    case 'declare': {
      const value = statement.value === null ? UNDEFINED : evaluate(machine, statement.value, scope);
      // `var a;` leaves a value that is there.
      const isEmpty = statement.value === null && statement.isVar;
      const how: Giving = machine.isPython ? 'assign' : statement.isVar ? 'var' : 'declare';
      if (!isEmpty) give(machine, statement.target, value, scope, how);
      return ON;
    }
    case 'return':
      return {
        kind: 'return',
        value:
          statement.value === null ? (machine.isPython ? NONE : UNDEFINED) : evaluate(machine, statement.value, scope),
      };
    case 'raise':
      throw raised(
        machine,
        statement.value === null ? UNKNOWN : evaluate(machine, statement.value, scope),
        statement.value === null,
      );
    case 'leave':
      return { kind: statement.how };
    case 'if':
      return executeIf(machine, statement, scope);
    case 'loop':
      return executeLoop(machine, statement, scope);
    case 'for':
      return executeFor(machine, statement, scope);
    case 'try':
      return executeTry(machine, statement, scope);
    case 'block':
      return statement.isScope
        ? executeBlock(machine, statement.body, scope)
        : executeAll(machine, statement.body, scope);
    case 'switch':
      return executeSwitch(machine, statement, scope);
    default:
      define(machine, statement, scope);
      return ON;
  }
}

type Defining = Extract<
  Statement,
  { kind: 'function' | 'class' | 'import' | 'export' | 'delete' | 'shared' | 'unread' }
>;

function define(machine: Machine, statement: Defining, scope: Scope): void {
  switch (statement.kind) {
    case 'function': {
      const closure = closureOf(statement.function, scope, {
        defaults: defaultsOf(machine, [statement.function], scope),
      });
      let made: Value = closure;
      for (const each of statement.decorators.toReversed()) {
        const decorator = machine.run.settle(evaluate(machine, each, scope));
        // What a library makes of a function is taken to call it as it is called.
        if (decorator.kind === 'outside' || decorator.kind === 'unknown') register(machine, decorator, closure);
        else made = call(machine, decorator, argumentsOf([made]));
      }
      scope.assign(statement.name, made);
      machine.run.effects++;
      return;
    }
    case 'class':
      scope[machine.isPython ? 'assign' : 'declare'](statement.name, classOf(machine, statement.class, scope));
      return;
    case 'import':
      for (const { name, value } of importFrom(machine, statement.module, statement.bindings)) {
        scope[machine.isPython ? 'assign' : 'declare'](name, value);
      }
      return;
    case 'export':
      scope.file.declare(`exports.${statement.name}`, closureOf(exporting(statement), scope));
      return;
    case 'delete':
      removeAt(machine, statement.target, scope);
      return;
    case 'shared':
      if (statement.isGlobal) scope.share(statement.names);
      return;
    case 'unread':
      throw new NotFollowed('it says something that is not read');
  }
}

/**
 * What crhelper calls by itself is called with the event.
 * https://github.com/aws-cloudformation/custom-resource-helper
 */
function register(machine: Machine, decorator: Value, closure: Value): void {
  const path = decorator.kind === 'outside' ? decorator.path : '';
  if (/\.(?:poll_)?(?:create|update)(?:\(\*?\))?$/.test(path)) machine.registered.push(closure);
}

/** What is exported is looked up when it is asked for. */
function exporting({ at, value }: Extract<Statement, { kind: 'export' }>) {
  const body: readonly Statement[] = [{ kind: 'return', at, value }];
  return { name: null, parameters: [], body, isArrow: false, own: null, isGenerator: false };
}

function executeIf(
  machine: Machine,
  { test, met, otherwise }: Extract<Statement, { kind: 'if' }>,
  scope: Scope,
): Ending {
  const { run } = machine;
  const value = evaluate(machine, test, scope);
  const [asked, effects] = [run.asked, run.effects];
  const isMet = isTrue(machine, value);
  let isIdle = false;
  try {
    const ending = executeBlock(machine, isMet ? met : otherwise, scope);
    isIdle = ending.kind === 'on' && run.effects === effects;
    return ending;
  } finally {
    if (!isIdle) run.close(asked, false);
    else if (run.asked > asked) run.close(asked, true);
  }
}

function executeSwitch(
  machine: Machine,
  { of, cases, fallsThrough }: Extract<Statement, { kind: 'switch' }>,
  scope: Scope,
): Ending {
  const value = evaluate(machine, of, scope);
  const inner = machine.isPython ? scope : new Scope(scope, { isBlock: true });
  const isMet = ({ tests, guard }: Case) =>
    (tests === null
      ? machine.isPython
      : tests.some((test) => isTrue(machine, equal(machine, value, evaluate(machine, test, inner), true)))) &&
    (guard === null || isTrue(machine, evaluate(machine, guard, inner)));
  const met = cases.findIndex(isMet);
  const start = met >= 0 ? met : cases.findIndex(({ tests }) => tests === null);
  if (start < 0) return ON;
  const bodies = cases.slice(start, fallsThrough ? undefined : start + 1).map(({ body }) => body);
  for (const body of bodies) {
    const ending = executeAll(machine, body, inner);
    if (ending.kind === 'break' && fallsThrough) return ON;
    if (ending.kind !== 'on') return ending;
  }
  return ON;
}

function executeTry(machine: Machine, { body, handlers, otherwise, last }: TryStatement, scope: Scope): Ending {
  let ending: Ending;
  try {
    ending = handlers.length === 0 ? executeBlock(machine, body, scope) : tried(machine, body, handlers, scope);
    if (ending.kind === 'on') ending = executeBlock(machine, otherwise, scope);
  } catch (error) {
    if (error instanceof Raised) {
      const left = executeBlock(machine, last, scope);
      if (left.kind !== 'on') return left;
    }
    throw error;
  }
  const left = executeBlock(machine, last, scope);
  return left.kind === 'on' ? ending : left;
}

/** `else` is left out where a handler ran: it ends with what it does. */
function tried(machine: Machine, body: readonly Statement[], handlers: readonly Handler[], scope: Scope): Ending {
  const { run } = machine;
  const around = run.handlers;
  run.handlers = around + 1;
  try {
    return executeBlock(machine, body, scope);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    run.handlers = around;
    const handler = handlers.find((each) => takes(machine, each, error));
    if (handler === undefined) throw error;
    run.effects++;
    const inner = machine.isPython ? scope : new Scope(scope, { isBlock: true });
    if (handler.target !== null)
      give(machine, handler.target, error.value, inner, machine.isPython ? 'assign' : 'declare');
    return executeBlock(machine, handler.body, inner);
  } finally {
    run.handlers = around;
  }
}

const EVERY = /\b(?:Exception|BaseException)\b/;

function takes({ run }: Machine, { types }: Handler, { type }: Raised): boolean {
  if (types === null || types.some((each) => EVERY.test(each))) return true;
  // What a library raises may be of any type.
  if (type === null) return run.decide(run.openTest());
  return types.some((each) => type.split(' ').some((word) => new RegExp(`\\b${word}\\b`).test(each)));
}

/** The error that `raise` makes of a value, with the names of its classes. */
function raised(machine: Machine, given: Value, isAgain: boolean): Raised {
  const value = machine.run.settle(given);
  if (isAgain) return new Raised(null);
  if (value.kind === 'outside')
    return new Raised(/([A-Za-z_]\w*)(?:\([^()]*\))?$/.exec(value.path)?.[1] ?? null, value);
  if (value.kind === 'class') return new Raised(classNames(value).join(' '), value);
  return new Raised(value.kind === 'thing' && value.of !== null ? classNames(value.of).join(' ') : null, value);
}

function classNames({ name, bases }: Class): readonly string[] {
  return [
    name,
    ...bases.flatMap((base) =>
      base.kind === 'class' ? classNames(base) : base.kind === 'outside' ? [base.path.split('.').at(-1) ?? ''] : [],
    ),
  ];
}
