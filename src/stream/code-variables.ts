import type { Language } from './code-text.ts';

/** A text in one language. */
export interface Code {
  readonly text: string;
  /** The text with comments and the insides of strings blanked. */
  readonly code: string;
  readonly language: Language;
}

export type Span = readonly [start: number, end: number];

export function isIn(at: number, [start, end]: Span): boolean {
  return start <= at && at < end;
}

/** A pattern for a name where it stands as a whole word. */
export function wordOf(name: string): string {
  return `(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`;
}

/** Code is written by anyone: so many places of a kind are looked at. */
export const FEW = 20;

const STEPS = 4;

export function first<T>(count: number, all: Iterable<T>): readonly T[] {
  const found: T[] = [];
  for (const each of all) {
    if (found.length >= count) break;
    found.push(each);
  }
  return found;
}

/** The expressions, then those that their variables are given, and so on; each variable is followed once. */
export function follow(
  given: readonly Span[],
  variablesIn: (span: Span) => readonly string[],
  valuesOf: (name: string) => readonly Span[],
): readonly (readonly Span[])[] {
  const seen = new Set<string>();
  const steps = [given];
  for (let step = given; step.length > 0 && steps.length < STEPS; ) {
    const named = new Set(step.flatMap(variablesIn).filter((name) => !seen.has(name)));
    const variables = first(FEW, named);
    for (const name of variables) seen.add(name);
    step = first(FEW, variables.flatMap(valuesOf));
    steps.push(step);
  }
  return steps.filter((step) => step.length > 0);
}
