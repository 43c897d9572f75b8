/** A set of assignments of the template's conditions: the index of a node in its World. */
export type Diagram = number;

export const NEVER: Diagram = 0;
export const ALWAYS: Diagram = 1;

/** One value chosen on the way to ALWAYS: a variable and the values (indices in its domain) that lead there. */
export interface Step {
  readonly variable: string;
  readonly values: readonly string[];
}

interface Variable {
  readonly name: string;
  readonly domain: readonly string[];
}

const NODE_LIMIT = 100_000;

/**
 * Reduced, hash-consed decision diagrams over many-valued variables (design law 7). A parameter is one variable over
 * the literals it is compared with, so that two conditions on one parameter can not both be chosen freely.
 * Over 100,000 nodes `exhausted` turns true and every further operation answers NEVER: the caller must then report
 * the analysis as incomplete and use no result.
 */
export class World {
  exhausted = false;
  /** Which budget ended, for a reader, or null. */
  exhaustedBy: string | null = null;
  readonly #variables: Variable[] = [];
  readonly #indexByName = new Map<string, number>();
  readonly #levels: number[] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  readonly #children: (readonly Diagram[])[] = [[], []];
  readonly #unforeseen = new Map<string, Map<string, Diagram>>();
  readonly #unique = new Map<string, Diagram>();
  readonly #conjunctions = new Map<number, Diagram>();
  readonly #negations = new Map<Diagram, Diagram>();

  /** Ends the analysis: a budget is used up. */
  exhaust(by: string): void {
    this.exhausted = true;
    this.exhaustedBy ??= by;
  }

  /** The values of a variable, or null when it was not used yet. */
  domainOf(name: string): readonly string[] | null {
    const level = this.#indexByName.get(name);
    return level === undefined ? null : (this.#variables[level]?.domain ?? null);
  }

  /** The assignments under which the variable has that value; the first use of a name fixes its domain and order. */
  is(name: string, domain: readonly string[], value: string): Diagram {
    const level = this.#level(name, domain);
    const values = this.#variables[level]?.domain ?? [];
    return this.#node(
      level,
      values.map((candidate) => (candidate === value ? ALWAYS : NEVER)),
    );
  }

  /** A variable of which nothing is known but that it is true or false. */
  free(name: string): Diagram {
    return this.is(name, ['true', 'false'], 'true');
  }

  /** The assignments under which something has a value that its variable does not know, and so no other of these. */
  unforeseen(name: string, value: string): Diagram {
    const known = this.#unforeseen.get(name) ?? new Map<string, Diagram>();
    this.#unforeseen.set(name, known);
    const made = known.get(value) ?? this.except(this.free(`${name}=${value}`), this.or(...known.values()));
    known.set(value, made);
    return made;
  }

  not(a: Diagram): Diagram {
    if (a === NEVER) return ALWAYS;
    if (a === ALWAYS) return NEVER;
    const known = this.#negations.get(a);
    if (known !== undefined) return known;
    const made = this.#node(
      this.#levelOf(a),
      this.#childrenOf(a).map((child) => this.not(child)),
    );
    this.#negations.set(a, made);
    return made;
  }

  and(...operands: readonly Diagram[]): Diagram {
    let all = ALWAYS;
    for (const operand of operands) all = this.#conjunction(all, operand);
    return all;
  }

  or(...operands: readonly Diagram[]): Diagram {
    let none = ALWAYS;
    for (const operand of operands) none = this.#conjunction(none, this.not(operand));
    return this.not(none);
  }

  /** `a` without the assignments of `b`. */
  except(a: Diagram, b: Diagram): Diagram {
    return this.and(a, this.not(b));
  }

  /** Whether every assignment of `a` is one of `b`. */
  implies(a: Diagram, b: Diagram): boolean {
    return this.except(a, b) === NEVER;
  }

  /** The assignments of another world's diagram in this one, by the names of variables; null where it does not know them. */
  translated(other: World, a: Diagram): Diagram | null {
    return this.#translated(other, a, new Map());
  }

  /** A shortest path to ALWAYS, in variable order; empty for ALWAYS, null for NEVER. */
  shortestPath(a: Diagram): readonly Step[] | null {
    return this.#shortest(a, new Map());
  }

  #translated(other: World, a: Diagram, known: Map<Diagram, Diagram | null>): Diagram | null {
    if (a === NEVER || a === ALWAYS) return a;
    const cached = known.get(a);
    if (cached !== undefined) return cached;
    const { name, domain } = other.#variables[other.#levelOf(a)] ?? { name: '', domain: [] };
    const children = other.#childrenOf(a).map((child) => this.#translated(other, child, known));
    const knows = `${this.domainOf(name) ?? domain}` === `${domain}` && !children.includes(null);
    const cases = domain.map((value, index) => this.and(this.is(name, domain, value), children[index] ?? NEVER));
    const made = knows ? this.or(...cases) : null;
    known.set(a, made);
    return made;
  }

  #level(name: string, domain: readonly string[]): number {
    const known = this.#indexByName.get(name);
    if (known !== undefined) return known;
    this.#variables.push({ name, domain });
    this.#indexByName.set(name, this.#variables.length - 1);
    return this.#variables.length - 1;
  }

  #levelOf(a: Diagram): number {
    return this.#levels[a] ?? Number.POSITIVE_INFINITY;
  }

  #childrenOf(a: Diagram): readonly Diagram[] {
    return this.#children[a] ?? [];
  }

  #node(level: number, children: readonly Diagram[]): Diagram {
    const [first = NEVER] = children;
    if (children.every((child) => child === first)) return first;
    const key = `${level}:${children.join()}`;
    const known = this.#unique.get(key);
    if (known !== undefined) return known;
    if (this.#levels.length >= NODE_LIMIT) this.exhaust('its conditions combine in too many ways to be judged');
    if (this.exhausted) return NEVER;
    const made = this.#levels.length;
    this.#levels.push(level);
    this.#children.push(children);
    this.#unique.set(key, made);
    return made;
  }

  #conjunction(a: Diagram, b: Diagram): Diagram {
    if (a === NEVER || b === NEVER) return NEVER;
    if (a === ALWAYS || a === b) return b;
    if (b === ALWAYS) return a;
    const key = Math.min(a, b) * NODE_LIMIT * 2 + Math.max(a, b);
    const known = this.#conjunctions.get(key);
    if (known !== undefined) return known;
    const level = Math.min(this.#levelOf(a), this.#levelOf(b));
    const width = this.#variables[level]?.domain.length ?? 0;
    const children: Diagram[] = [];
    for (let value = 0; value < width; value++) {
      children.push(this.#conjunction(this.#branch(a, level, value), this.#branch(b, level, value)));
    }
    const made = this.#node(level, children);
    this.#conjunctions.set(key, made);
    return made;
  }

  #branch(a: Diagram, level: number, value: number): Diagram {
    return this.#levelOf(a) === level ? (this.#childrenOf(a)[value] ?? NEVER) : a;
  }

  #shortest(a: Diagram, known: Map<Diagram, readonly Step[] | null>): readonly Step[] | null {
    if (a === ALWAYS) return [];
    if (a === NEVER) return null;
    const cached = known.get(a);
    if (cached !== undefined) return cached;
    const { name, domain } = this.#variables[this.#levelOf(a)] ?? { name: '', domain: [] };
    let best: readonly Step[] | null = null;
    for (const child of new Set(this.#childrenOf(a))) {
      const rest = this.#shortest(child, known);
      if (rest === null || (best !== null && best.length <= rest.length)) continue;
      best = [{ variable: name, values: domain.filter((_, index) => this.#childrenOf(a)[index] === child) }, ...rest];
    }
    known.set(a, best);
    return best;
  }
}
