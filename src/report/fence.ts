/** The longest run of backticks in a text. */
export function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

/** A fenced block of Markdown that nothing in its lines can close: its fence is longer than any run of backticks. */
export function fenced(info: string, lines: readonly string[]): string {
  const runs = lines.reduce((longest, line) => Math.max(longest, longestRun(line)), 0);
  const fence = '`'.repeat(Math.max(3, runs + 1));
  return [`${fence}${info}`, ...lines, fence].join('\n');
}

/** The first part of a text, at most `limit` UTF-16 code units, marked where it was cut; no character is split. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = /[\ud800-\udbff]$/.test(text.slice(0, limit - 1)) ? limit - 2 : limit - 1;
  return `${text.slice(0, end)}…`;
}

/** As many whole lines as have room in `limit` code units, and how many were left out. Overlong lines are cut. */
export function linesWithin(lines: readonly string[], limit: number): { shown: readonly string[]; left: number } {
  const shown: string[] = [];
  let room = limit;
  for (const line of lines) {
    const cut = clip(line, LONGEST_LINE);
    if (cut.length + 1 > room) break;
    room -= cut.length + 1;
    shown.push(cut);
  }
  return { shown, left: lines.length - shown.length };
}

const LONGEST_LINE = 1000;
