// In place of the engine's caches: between two tests they are emptied, so that what a change made does not outlive it.
let run = 0;

/** Empties every cache. */
export function emptyCaches() {
  run += 1;
}

/** A WeakMap that `emptyCaches` empties. */
export class EmptiedWeakMap {
  #run = -1;
  #entries = new WeakMap();

  #current() {
    if (this.#run !== run) {
      this.#run = run;
      this.#entries = new WeakMap();
    }
    return this.#entries;
  }

  get(key) {
    return this.#current().get(key);
  }

  set(key, value) {
    this.#current().set(key, value);
    return this;
  }

  has(key) {
    return this.#current().has(key);
  }
}
