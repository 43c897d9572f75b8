/**
 * Breaks prose into lines of at most `width` UTF-16 code units, at spaces only: a word that is longer stands alone.
 * The first line keeps the spaces that the text begins with, the others begin with `indent` spaces.
 */
export function wrap(text: string, width: number, indent: number): readonly string[] {
  const words = text.trimStart().split(' ');
  const lines: string[] = [];
  let line = text.slice(0, text.length - text.trimStart().length) + (words.shift() ?? '');
  for (const word of words) {
    if (line.length + 1 + word.length > width) {
      lines.push(line);
      line = ' '.repeat(indent) + word;
    } else {
      line = `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A label set off by colour, and prose behind it; broken as `wrap` does, the colour's codes not counted. */
export function wrapLabelled(
  label: string,
  paint: (text: string) => string,
  text: string,
  width: number,
): readonly string[] {
  const [first = '', ...rest] = wrap(`${label} ${text}`, width, 2);
  return [paint(label) + first.slice(label.length), ...rest];
}
