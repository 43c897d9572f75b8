import type { Class, Value } from './values.ts';

/** The names of a function, a block or a file. */
export class Scope {
  readonly parent: Scope | null;
  /** The function to which it belongs, or the file: that is where `var` and Python's names go. */
  readonly owner: Scope;
  readonly #values = new Map<string, Value>();
  /** Of Python: names that are its own before they have a value. */
  readonly #own: ReadonlySet<string>;
  readonly #global = new Set<string>();
  /** Of a method. */
  readonly self: Value | null;
  readonly home: Class | null;

  constructor(
    parent: Scope | null,
    { own = new Set(), isBlock = false, self = null, home = null }: Partial<ScopeOptions> = {},
  ) {
    this.parent = parent;
    this.#own = own;
    this.owner = isBlock && parent !== null ? parent.owner : this;
    this.self = isBlock ? (parent?.self ?? null) : self;
    this.home = isBlock ? (parent?.home ?? null) : home;
  }

  get file(): Scope {
    return this.parent === null ? this : this.parent.file;
  }

  /** The value of a name; `unset` for one that has none yet, null for one that is not known here. */
  find(name: string): Value | 'unset' | null {
    const found = this.#values.get(name);
    if (found !== undefined) return found;
    if (this.#own.has(name)) return 'unset';
    return (this.#global.has(name) ? this.file : this.parent)?.find(name) ?? null;
  }

  declare(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  forget(name: string): void {
    this.#values.delete(name);
  }

  /** Gives a value to a name that stands somewhere around; Python's names go to the file where nobody has them. */
  assign(name: string, value: Value): void {
    for (let scope: Scope = this; ; scope = scope.parent) {
      const isHere = scope.#values.has(name) || scope.#own.has(name);
      if (!isHere && scope.#global.has(name)) {
        scope.file.declare(name, value);
        return;
      }
      if (isHere || scope.parent === null) {
        scope.declare(name, value);
        return;
      }
    }
  }

  share(names: readonly string[]): void {
    for (const name of names) this.#global.add(name);
  }

  get names(): readonly string[] {
    return [...this.#values.keys()];
  }
}

interface ScopeOptions {
  readonly own: ReadonlySet<string>;
  readonly isBlock: boolean;
  readonly self: Value | null;
  readonly home: Class | null;
}
