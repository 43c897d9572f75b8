const STATUSES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Being told to end, by Ctrl-C or by another process; later tellings change nothing. */
export class Interrupt {
  /** What a shell takes for the status of a process that a signal ended. */
  readonly status: Promise<number>;
  #isRaised = false;

  constructor() {
    this.status = new Promise((resolve) => {
      for (const [signal, status] of Object.entries(STATUSES)) {
        process.on(signal, () => {
          this.#isRaised = true;
          resolve(status);
        });
      }
    });
  }

  get isRaised(): boolean {
    return this.#isRaised;
  }
}
