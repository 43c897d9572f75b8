/** Longer lines of prose are hard to read, however wide the terminal is. */
const MAX_WIDTH = 100;
const MIN_WIDTH = 40;

/** Columns at which prose is broken; null stands for output that no terminal reads. */
export function widthFor(columns: number | null): number {
  return Math.max(MIN_WIDTH, Math.min(columns ?? MAX_WIDTH, MAX_WIDTH));
}
