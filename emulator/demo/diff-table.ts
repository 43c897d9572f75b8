import { parsePatch } from '../hunks.ts';
import { type Html, html } from './html.ts';
import type { DiffRow } from './suggestion-rows.ts';

const SIGNS = { context: '', added: '+', removed: '-' } as const;

/** Rows of a diff with their line numbers. */
export function diffTable(rows: readonly DiffRow[]): Html {
  const lines = rows.map(
    ({ kind, line, text }) =>
      html`<tr class="${kind}"><td class="number">${line ?? ''}</td><td class="sign">${SIGNS[kind]}</td><td><code>${text}</code></td></tr>`,
  );
  return html`<div class="wide rows"><table class="diff"><tbody>${lines}</tbody></table></div>`;
}

/** The rows of a unified diff of one file; the lines above its first hunk say nothing that its surroundings do not. */
export function patchRows(lines: readonly string[]): DiffRow[] {
  const start = lines.findIndex((line) => line.startsWith('@@'));
  return parsePatch(lines.slice(start).join('\n')).flatMap((hunk) =>
    hunk.lines.flatMap(({ kind, left, right, raw }): DiffRow[] => {
      const text = raw.slice(1);
      if (kind === 'no-newline') return [];
      if (kind === 'deleted') return [{ kind: 'removed', line: left, text }];
      return [{ kind, line: right, text }];
    }),
  );
}
