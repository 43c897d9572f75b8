import { styleText } from 'node:util';

/** How parts of the story are set off for the eye; plain text stays as it is. */
export interface Ink {
  readonly title: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly code: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

const COLOURED: Ink = {
  title: (text) => styleText('bold', text),
  strong: (text) => styleText('bold', text),
  code: (text) => styleText('cyan', text),
  faint: (text) => styleText('dim', text),
  good: (text) => styleText('green', text),
  bad: (text) => styleText('red', text),
};

const same = (text: string) => text;
export const NO_INK: Ink = { title: same, strong: same, code: same, faint: same, good: same, bad: same };

/** Colours for a terminal that has them; Node looks at NO_COLOR for us. */
export function inkFor(stream: NodeJS.WriteStream): Ink {
  return stream.isTTY && stream.hasColors() ? COLOURED : NO_INK;
}
