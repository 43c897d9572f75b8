import type { Token } from './code-tokens.ts';
import type { Span } from './code-variables.ts';

/** Statements that run one after the other. */
export interface Block {
  readonly span: Span;
  readonly statements: readonly Statement[];
}

/** What runs where a condition holds. */
export interface Arm {
  readonly condition: readonly Token[];
  readonly body: Block;
}

/** What runs where a subject is what a pattern says; null for what is left. */
export interface Case {
  readonly pattern: readonly Token[] | null;
  readonly guard: readonly Token[] | null;
  readonly body: Block;
}

/** A statement of the code, as far as it decides what runs. */
export type Statement = { readonly span: Span } & (
  | { readonly kind: 'plain'; readonly tokens: readonly Token[] }
  /** return, raise and throw leave the function, break and continue a loop or a switch. */
  | { readonly kind: 'leave'; readonly word: string; readonly tokens: readonly Token[] }
  | { readonly kind: 'if'; readonly arms: readonly Arm[]; readonly otherwise: Block | null }
  /** `match`, or `switch`, in which a case runs on into the next. */
  | {
      readonly kind: 'choice';
      readonly subject: readonly Token[];
      readonly cases: readonly Case[];
      readonly runsOn: boolean;
    }
  /** What runs as often as it may be, or never: a loop, or what handles an error. */
  | { readonly kind: 'loop'; readonly head: readonly Token[]; readonly bodies: readonly Block[] }
  | {
      readonly kind: 'try';
      readonly body: Block;
      readonly handlers: readonly Block[];
      readonly behind: readonly Block[];
    }
  | { readonly kind: 'class'; readonly name: string; readonly head: readonly Token[]; readonly body: Block }
  | { readonly kind: 'with'; readonly head: readonly Token[]; readonly body: Block }
  /** Runs where it is called; `isEarly` where it is defined before all else of its block. */
  | { readonly kind: 'function'; readonly at: number; readonly body: Block | null; readonly isEarly: boolean }
);

export function blockOf(statements: readonly Statement[], at: number): Block {
  const [first] = statements;
  const last = statements.at(-1);
  return { statements, span: first === undefined || last === undefined ? [at, at] : [first.span[0], last.span[1]] };
}
