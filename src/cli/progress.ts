const PATIENCE_MS = 1000;
const CLEAR_LINE = '\r\u001b[K';

/**
 * Shows how far the work is, on one line that is taken away again by the empty text; nothing within the first second.
 * Without a `write` (no terminal, or a quiet run) nothing is ever shown.
 */
export function lateProgress(write: ((text: string) => void) | null): (text: string) => void {
  const start = performance.now();
  let isShown = false;
  return (text) => {
    if (write === null || (!isShown && (text === '' || performance.now() - start < PATIENCE_MS))) return;
    write(CLEAR_LINE + text);
    isShown = text !== '';
  };
}
