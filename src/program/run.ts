import { type Choice, EACH, type Given, NotFollowed, Raised, SeenBefore, type Test, type Value } from './values.ts';

/** How a run went on where it could not know. */
export interface Decision {
  readonly test: Test;
  answer: boolean;
  /** Something came of the first answer before the code went on as after the other. */
  isBusy: boolean;
}

/** So much of a program is run. */
const STEPS = 60_000;
const DEEPEST = 400;

/** The steps that are left to all runs of a program. */
export interface Budget {
  steps: number;
}

/** What is known of a place in one run. */
interface Facts {
  isPresent?: boolean;
  isFilled?: boolean;
  equals?: string;
  readonly differs: Set<string>;
}

/** One run of a program: the answers to what it asks, and what it does. */
export class Run {
  /** The answers that are given first; what is asked beyond is added. */
  readonly decisions: Decision[];
  readonly #facts = new Map<string, Facts>();
  readonly #answers = new Map<number, boolean>();
  #asked = 0;
  #open = 0;
  #steps = 0;
  readonly #budget: Budget;
  #depth = 0;
  /** Handlers of errors around what is run. */
  handlers = 0;
  /** Grows with all that a run changes. */
  effects = 0;

  constructor(decisions: Decision[], budget: Budget) {
    this.decisions = decisions;
    this.#budget = budget;
  }

  step(): void {
    if (++this.#steps > STEPS || --this.#budget.steps < 0) throw new NotFollowed('it goes on for too long');
  }

  /** Runs something that stands deeper in the code. */
  deeper<T>(run: () => T): T {
    this.step();
    if (this.#depth > DEEPEST) throw new NotFollowed('it is nested too deeply');
    this.#depth++;
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }

  /** The number of questions so far, by which a decision is found again. */
  get asked(): number {
    return this.#asked;
  }

  openTest(): Test {
    return { kind: 'open', id: this.#open++ };
  }

  /** What the answers so far tell; null for what was not asked. */
  known(test: Test): boolean | null {
    if (test.kind === 'open') return this.#answers.get(test.id) ?? null;
    const facts = this.#facts.get(keyOf(test.given));
    if (facts === undefined) return null;
    if (test.asks === 'present') return facts.isPresent ?? null;
    if (test.asks === 'filled') return facts.isFilled ?? null;
    if (facts.equals !== undefined) return facts.equals === test.value;
    return facts.isPresent === false || facts.differs.has(test.value) ? false : null;
  }

  decide(test: Test): boolean {
    this.step();
    const known = this.known(test);
    if (known !== null) return known;
    if (test.kind === 'given' && test.given.path.includes(EACH)) return this.decide(this.openTest());
    const given = this.decisions[this.#asked];
    const decision = given ?? { test, answer: true, isBusy: false };
    if (given === undefined) this.decisions.push(decision);
    this.#asked++;
    this.#note(test, decision.answer);
    return decision.answer;
  }

  #note(test: Test, answer: boolean): void {
    if (test.kind === 'open') {
      this.#answers.set(test.id, answer);
      return;
    }
    const key = keyOf(test.given);
    const facts = this.#facts.get(key) ?? { differs: new Set() };
    this.#facts.set(key, facts);
    if (test.asks === 'equals') {
      if (answer) Object.assign(facts, { equals: test.value, isPresent: true, isFilled: test.value !== '' });
      else facts.differs.add(test.value);
    } else if (test.asks === 'filled') {
      facts.isFilled = answer;
      if (answer) facts.isPresent = true;
    } else {
      facts.isPresent = answer;
      if (!answer) facts.isFilled = false;
    }
  }

  /** One of the values that a choice has, asked for now. */
  settle(value: Value): Exclude<Value, Choice> {
    let settled = value;
    while (settled.kind === 'choice') settled = this.decide(settled.test) ? settled.met : settled.otherwise;
    return settled;
  }

  choice(test: Test, met: Value, otherwise: Value): Value {
    const known = this.known(test);
    if (known !== null) return known ? met : otherwise;
    return met === otherwise ? met : { kind: 'choice', test, met, otherwise };
  }

  /** Something that may fail, where the program would go on. */
  mayRaise(type: string | null): void {
    if (this.handlers > 0 && !this.decide(this.openTest())) throw new Raised(type);
  }

  /**
   * What came of a question between `if` and what follows it. A run ends that goes on as those before it, since the other
   * answer made no difference either.
   */
  close(index: number, isIdle: boolean): void {
    const decision = this.decisions[index];
    if (decision === undefined || decision.test.kind !== 'open' || index >= this.#asked) return;
    if (decision.answer) decision.isBusy ||= !isIdle;
    else if (isIdle && !decision.isBusy) throw new SeenBefore();
  }
}

function keyOf({ of, path }: Given): string {
  return `${of} ${JSON.stringify(path)}`;
}
