/** A piece of a line: its text decides where the line breaks, its ink does not count. */
export interface Span {
  readonly text: string;
  readonly ink: (text: string) => string;
}

/** Breaks spans at their spaces into lines of at most `width` characters; a longer word gets a line of its own. */
export function wrap(spans: readonly Span[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of wordsOf(spans)) {
    const length = word.reduce((sum, { text }) => sum + text.length, 0);
    if (taken > 0 && taken + 1 + length > width) {
      lines.push(line);
      line = '';
      taken = 0;
    }
    const gap = taken === 0 ? '' : ' ';
    line += gap + word.map(({ text, ink }) => ink(text)).join('');
    taken += gap.length + length;
  }
  return taken === 0 ? lines : [...lines, line];
}

/** Words as the spans they consist of: a name and the full stop behind it are one word in two inks. */
function wordsOf(spans: readonly Span[]): Span[][] {
  const words: Span[][] = [[]];
  for (const { text, ink } of spans) {
    for (const [index, part] of text.split(/\s+/).entries()) {
      if (index > 0) words.push([]);
      if (part !== '') words.at(-1)?.push({ text: part, ink });
    }
  }
  return words.filter((word) => word.length > 0);
}
