/** What the user tells of the stack; null and absent mean that it stays symbolic. */
export interface Environment {
  readonly partition: string | null;
  readonly region: string | null;
  readonly account: string | null;
  /** Values of parameters by name; they narrow, and are never printed. */
  readonly parameters: ReadonlyMap<string, string>;
}

export const NOTHING_GIVEN: Environment = { partition: null, region: null, account: null, parameters: new Map() };
