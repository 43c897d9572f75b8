import { styleText } from 'node:util';
import { type Palette, PLAIN } from '../report/palette.ts';

const COLOURS: Palette = {
  error: (text) => styleText(['bold', 'red'], text),
  warning: (text) => styleText(['bold', 'yellow'], text),
  notice: (text) => styleText(['bold', 'cyan'], text),
  good: (text) => styleText('green', text),
  strong: (text) => styleText('bold', text),
  faint: (text) => styleText('dim', text),
  added: (text) => styleText('green', text),
  removed: (text) => styleText('red', text),
};

/** Colours for a terminal that takes them, unless the user does not want any. */
export function paletteFor(hasColours: boolean, isWanted: boolean): Palette {
  return hasColours && isWanted ? COLOURS : PLAIN;
}
