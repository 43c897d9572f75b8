import type { CST } from 'yaml';

/** What stands before a value: tag, anchor, and the indicator (`-`, `?`, `:`) that introduces it. */
export interface Props {
  readonly tag: string | null;
  readonly anchor: string | null;
  /** Offset of the first of tag and anchor, or null. */
  readonly start: number | null;
  /** Where an omitted value stands: behind tag and anchor, else behind the indicator, else at the place given. */
  readonly end: number;
  /** Offset of the indicator, or null. */
  readonly indicator: number | null;
}

const INDICATORS: ReadonlySet<string> = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind']);

/** Reads the tokens before a value; `place` is where an omitted value stands when no token tells. */
export function propsOf(tokens: readonly CST.SourceToken[], place: number): Props {
  let tag: string | null = null;
  let anchor: string | null = null;
  let start: number | null = null;
  let end = place;
  let indicator: number | null = null;
  for (const token of tokens) {
    if (INDICATORS.has(token.type)) {
      indicator ??= token.offset;
      end = token.offset + token.source.length;
    } else if (token.type === 'tag' || token.type === 'anchor') {
      start ??= token.offset;
      end = token.offset + token.source.length;
      if (token.type === 'tag') tag ??= token.source;
      else anchor ??= token.source.slice(1);
    }
  }
  return { tag, anchor, start, end, indicator };
}
