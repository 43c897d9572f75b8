/** One of the assumptions A1 to A7 of the design that a verdict rests on, in words for a reader. */
export interface Assumption {
  readonly id: AssumptionId;
  readonly text: string;
}

export type AssumptionId = 'A1' | 'A2' | 'A3' | 'A4' | 'A5' | 'A6' | 'A7';
