import { assignmentsIn, named, noteHolder } from './code-assignments.ts';
import type { Block, Statement } from './code-blocks.ts';
import type { BoundNames } from './code-bound.ts';
import { evaluate } from './code-evaluation.ts';
import type { Names } from './code-knowledge.ts';
import { areSame, type Behind, merged } from './code-names.ts';
import { classValue } from './code-objects.ts';
import type { Run } from './code-run.ts';
import { isSign, isWord, spanOf, splitAt, type Token } from './code-tokens.ts';
import { areEqual, NONE, truthOf, truthValue, unknownOf, type Value } from './code-values.ts';
import { isIn, type Span } from './code-variables.ts';
import { fits } from './match-patterns.ts';

/** What a function does with what its statements say. */
export interface Within {
  readonly assign: (target: readonly Token[], value: Value) => Names;
  readonly returned: (value: Value) => void;
  readonly bound: BoundNames;
}

/** So many turns of a loop are looked at. */
const TURNS = 4;

/** What is left of the names behind a block; null where it always leaves. Notes what never runs. */
export function runBlock(run: Run, block: Block, names: Names, within: Within): Behind {
  return new Walk(run, within).block(block, names);
}

class Walk {
  readonly #run: Run;
  readonly #within: Within;
  /** What is known where a loop or a switch is left, innermost last. */
  readonly #breaks: Names[][] = [];
  /** What is known where a turn of a loop ends early. */
  readonly #turns: Names[][] = [];

  constructor(run: Run, within: Within) {
    this.#run = run;
    this.#within = within;
  }

  block({ statements }: Block, names: Names): Behind {
    let behind: Behind = names;
    for (const statement of statements) {
      if (behind !== null) behind = this.#statement(statement, behind);
      // What is defined by a statement of its own can be called before it.
      else if (!(statement.kind === 'function' && statement.isEarly)) this.#neverRuns(statement.span);
    }
    return behind;
  }

  /** Notes statements, as opposed to a part of one. */
  #neverRuns(span: Span): void {
    this.#run.found.dead.push(span);
    this.#run.found.idle.add(span[0]);
  }

  #value(tokens: readonly Token[], names: Names): Value {
    return evaluate(this.#run, tokens, names);
  }

  #statement(statement: Statement, names: Names): Behind {
    switch (statement.kind) {
      case 'plain':
        return this.#plain(statement.tokens, names);
      case 'leave':
        return this.#leave(statement.word, statement.tokens, names);
      case 'if':
        return this.#if(statement, names);
      case 'choice':
        return statement.runsOn ? this.#switch(statement, names) : this.#match(statement, names);
      case 'loop':
        return this.#loop(statement, names);
      case 'try':
        return this.#try(statement, names);
      case 'with':
        this.#value(statement.head, names);
        return this.block(statement.body, names) ?? this.#without(names, statement.span);
      case 'class':
        return this.#class(statement, names);
      case 'function':
        return names;
    }
  }

  #plain(tokens: readonly Token[], names: Names): Behind {
    if (isWord(tokens[0], 'import', 'from', 'global', 'nonlocal', 'interface', 'type')) return names;
    const assignments = assignmentsIn(tokens, this.#run.all.language === 'python');
    if (assignments === null) {
      this.#value(isSign(tokens[0], '@') ? tokens.slice(1) : tokens, names);
      return names;
    }
    const behind = new Map(names);
    for (const { targets, value } of assignments) {
      const made = value === null ? NONE : this.#value(value, behind);
      for (const target of targets) {
        noteHolder(this.#run, target, value, made);
        const given = named(target, made);
        for (const [name, each] of this.#within.assign(target, given)) behind.set(name, each);
      }
    }
    return behind;
  }

  #leave(word: string, tokens: readonly Token[], names: Names): Behind {
    const value = tokens.length === 0 ? NONE : this.#value(tokens, names);
    if (word === 'return') this.#within.returned(value);
    if (word === 'continue')
      for (const each of tokens.length > 0 ? this.#turns : this.#turns.slice(-1)) each.push(names);
    if (word === 'break')
      for (const each of tokens.length > 0 ? this.#breaks : this.#breaks.slice(-1)) each.push(names);
    return null;
  }

  #if({ arms, otherwise }: Statement & { kind: 'if' }, names: Names): Behind {
    const behind: Behind[] = [];
    let isOpen = true;
    for (const { condition, body } of arms) {
      if (!isOpen) {
        this.#run.found.dead.push(spanOf(condition));
        this.#neverRuns(body.span);
        continue;
      }
      const isIt = this.#run.decide(this.#value(condition, names), spanOf(condition)[0]);
      if (isIt === false) this.#neverRuns(body.span);
      else behind.push(this.block(body, names));
      isOpen = isIt !== true;
    }
    if (isOpen) behind.push(otherwise === null ? names : this.block(otherwise, names));
    else if (otherwise !== null) this.#neverRuns(otherwise.span);
    return merged(behind);
  }

  #switch({ subject, cases }: Statement & { kind: 'choice' }, names: Names): Behind {
    const of = this.#value(subject, names);
    const tests = cases.map(({ pattern }) => (pattern === null ? null : this.#isCase(of, pattern, names)));
    const left: Names[] = [];
    this.#breaks.push(left);
    let isOpen = true;
    let before: Behind = null;
    for (const [index, { pattern, body }] of cases.entries()) {
      const test = tests[index] ?? null;
      const isEntered = pattern === null ? !tests.includes(true) : isOpen && test !== false;
      if (pattern !== null && test === true) isOpen = false;
      const from = merged([before, isEntered ? names : null]);
      if (from === null) this.#neverRuns(body.span);
      before = from === null ? null : this.block(body, from);
    }
    this.#breaks.pop();
    const isLeftOut = isOpen && !cases.some(({ pattern }) => pattern === null);
    return merged([before, ...left, isLeftOut ? names : null]);
  }

  #isCase(of: Value, pattern: readonly Token[], names: Names): boolean | null {
    const value = this.#value(pattern, names);
    return this.#run.decide(truthValue(areEqual(of, value), of, value), spanOf(pattern)[0]);
  }

  #match({ subject, cases }: Statement & { kind: 'choice' }, names: Names): Behind {
    const of = this.#value(subject, names);
    const behind: Behind[] = [];
    let isOpen = true;
    for (const { pattern, guard, body } of cases) {
      if (!isOpen) {
        this.#neverRuns(body.span);
        continue;
      }
      const isFit = truthValue(fits(this.#run, of, pattern ?? [], names), of);
      const at = spanOf(pattern ?? [])[0];
      const own = this.#captured(of, pattern ?? [], names);
      const asked = guard === null ? isFit : this.#guarded(isFit, guard, own);
      const isIt = this.#run.decide(asked, at);
      if (isIt === false) this.#neverRuns(body.span);
      else behind.push(this.block(body, own));
      isOpen = isIt !== true;
    }
    if (isOpen) behind.push(names);
    return merged(behind);
  }

  /** The names that a pattern gives values: that of what is whole is known. */
  #captured(of: Value, pattern: readonly Token[], names: Names): Names {
    const [first, ...rest] = pattern;
    const [start, end] = spanOf(pattern);
    const left = new Map(this.#without(names, [start, end]));
    if (first?.kind !== 'word' || rest.length > 0) return left;
    for (const [name, value] of this.#within.assign([first], of)) left.set(name, value);
    return left;
  }

  #guarded(isFit: Value, guard: readonly Token[], names: Names): Value {
    const value = this.#value(guard, names);
    const language = this.#run.all.language;
    const [one, other] = [truthOf(isFit, language), truthOf(value, language)];
    if (one === false || other === false) return truthValue(false, isFit);
    return one === true ? value : other === true ? isFit : unknownOf(...(one === null ? [isFit] : []), value);
  }

  #loop({ head, bodies, span }: Statement & { kind: 'loop' }, names: Names): Behind {
    const around = this.#turned(head, bodies, names) ?? this.#without(names, span);
    this.#turn(head, bodies, around);
    return around;
  }

  /** One turn of a loop; what is known wherever it is left. */
  #turn(head: readonly Token[], bodies: readonly Block[], names: Names): Behind {
    for (const part of splitAt(head, (token) => isSign(token, ';'))) this.#plain(part, names);
    const left: Names[] = [];
    const turns: Names[] = [];
    this.#breaks.push(left);
    this.#turns.push(turns);
    const behind = bodies.map((body) => this.block(body, names));
    this.#breaks.pop();
    this.#turns.pop();
    return merged([names, ...behind, ...left, ...turns]);
  }

  /** What is known before every turn of a loop; null where it changes from turn to turn. */
  #turned(head: readonly Token[], bodies: readonly Block[], names: Names): Names | null {
    const { dead, idle, callees } = this.#run.found;
    if (this.#turns.length > 1) return null;
    const [deadBefore, idleBefore, calleesBefore] = [dead.length, new Set(idle), new Map(callees)];
    let around = names;
    for (let turn = 0; turn < TURNS; turn++) {
      const next = this.#turn(head, bodies, around);
      // What a turn alone would rule out is not ruled out yet.
      dead.length = deadBefore;
      for (const at of idle) if (!idleBefore.has(at)) idle.delete(at);
      for (const at of callees.keys()) if (!calleesBefore.has(at)) callees.delete(at);
      if (next === null) return null;
      if (areSame(around, next)) return around;
      around = next;
    }
    return null;
  }

  #try({ body, handlers, behind, span }: Statement & { kind: 'try' }, names: Names): Behind {
    const around = this.#without(names, body.span);
    const left = merged([this.block(body, names), ...handlers.map((handler) => this.block(handler, around))]);
    const last = this.#without(names, span);
    for (const each of behind) this.block(each, last);
    return left === null || behind.length === 0 ? left : last;
  }

  /** What a class gives names is found under the class, and under those that are made of it. */
  #class({ name, head, body }: Statement & { kind: 'class' }, names: Names): Behind {
    const inside = new Map<string, Value>();
    for (const statement of body.statements) {
      if (statement.kind !== 'plain') continue;
      const [first, sign] = statement.tokens;
      const after = this.#plain(statement.tokens, new Map([...names, ...inside]));
      const value = after?.get(first?.sign ?? '');
      if (first === undefined || value === undefined || !isSign(sign, '=', ':')) continue;
      inside.set(first.sign, value);
      const put = this.#run.found.attributes.get(first.sign) ?? new Map<number, Value>();
      this.#run.found.attributes.set(first.sign, put.set(first.span[0], value));
    }
    const isPlain = body.statements.every(({ kind }) => kind === 'plain') && inside.size > 0;
    const bases = head.map(({ span }) => this.#run.all.code.slice(...span)).join(' ');
    if (isPlain) this.#run.found.classes.set(name, classValue(inside, bases));
    return names;
  }

  /** The names without those that may be given a value in a part of the code. */
  #without(names: Names, span: Span): Names {
    const left = new Map(names);
    for (const [name, value] of names) {
      if (this.#within.bound.places(name).some(({ at }) => isIn(at, span))) left.set(name, unknownOf(value));
    }
    return left;
  }
}
