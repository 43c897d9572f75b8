/** Where a text stops being JSON (offset in code units), or null when it is JSON. A byte order mark is let through. */
export function jsonErrorOffset(text: string): number | null {
  const skipped = text.startsWith('\uFEFF') ? 1 : 0;
  // JSON can not start with anything else, and most YAML can be told by that.
  if (!/^\s*["[{\-\dtfn]/.test(text.slice(skipped, skipped + 200))) return skipped;
  try {
    JSON.parse(text.slice(skipped));
    return null;
  } catch (error) {
    const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    return position === undefined ? text.trimEnd().length : Number(position) + skipped;
  }
}
