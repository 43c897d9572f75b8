/** A row of a diff as people read it. */
export interface DiffRow {
  readonly kind: 'context' | 'added' | 'removed';
  /** One-based line in the file as it stands; null on an added row. */
  readonly line: number | null;
  readonly text: string;
}

/** What applying a suggestion does to the lines it is for: lines that stay at either end are context. */
export function suggestionRows(before: readonly string[], after: readonly string[], firstLine: number): DiffRow[] {
  let above = 0;
  while (above < before.length && above < after.length && before[above] === after[above]) above += 1;
  let below = 0;
  const room = Math.min(before.length, after.length) - above;
  while (below < room && before.at(-1 - below) === after.at(-1 - below)) below += 1;
  const row = (kind: 'context' | 'removed') => (text: string, index: number) => ({
    kind,
    line: firstLine + index,
    text,
  });
  const removed = before.map(row('removed'));
  const kept = before.map(row('context'));
  return [
    ...kept.slice(0, above),
    ...removed.slice(above, before.length - below),
    ...after.slice(above, after.length - below).map((text) => ({ kind: 'added', line: null, text }) as const),
    ...kept.slice(before.length - below),
  ];
}
