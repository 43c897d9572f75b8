import type { Level } from '../finding/rule-meta.ts';

/** How the parts of a text report are set off. Each function returns its text, coloured or as it is. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly notice: (text: string) => string;
  readonly good: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
}

const asIs = (text: string): string => text;

/** For a reader that is no terminal, or that asked for no colours. */
export const PLAIN: Palette = {
  error: asIs,
  warning: asIs,
  notice: asIs,
  good: asIs,
  strong: asIs,
  faint: asIs,
  added: asIs,
  removed: asIs,
};

/** The colour of a level. */
export function ofLevel(palette: Palette, level: Level): (text: string) => string {
  return palette[level];
}
