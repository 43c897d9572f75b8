interface Around {
  readonly own: Set<string>;
  /** Names that belong to a function farther out, or to the file. */
  readonly shared: Set<string>;
  readonly kind: 'file' | 'function' | 'comprehension';
}

/** The names that functions of Python give a value, which makes them their own. */
export class OwnNames {
  readonly #around: Around[] = [{ own: new Set(), shared: new Set(), kind: 'file' }];

  get isInComprehension(): boolean {
    return this.#around.at(-1)?.kind === 'comprehension';
  }

  enter(kind: Around['kind']): void {
    this.#around.push({ own: new Set(), shared: new Set(), kind });
  }

  leave(): ReadonlySet<string> {
    return this.#around.pop()?.own ?? new Set();
  }

  add(name: string): void {
    const around = this.#around.at(-1);
    if (around !== undefined && !around.shared.has(name)) around.own.add(name);
  }

  /** `global` and `nonlocal`. */
  share(names: readonly string[]): void {
    for (const name of names) this.#around.at(-1)?.shared.add(name);
  }
}
