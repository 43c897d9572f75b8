import { linesBehind } from './lines.ts';
import { blanksBefore } from './lone.ts';
import { columnOf } from './neighbours.ts';
import { insideBrackets, isFlow, type Place } from './place.ts';
import { type EditResult, edits, refused } from './result.ts';
import { columns, type Style } from './style.ts';

/**
 * Gives a key whose value is omitted, or an empty `[]` or `{}`, lines below: `render` writes them for the column of a
 * dash (list) or of a nested key (mapping). A comment on the key's line stays there.
 */
export function blockBelowKey(
  place: Place,
  style: Style,
  render: (column: number) => string[],
  kind: 'list' | 'mapping' = 'list',
): EditResult {
  const { file, node, entry } = place;
  if (place.json || insideBrackets(place)) return refused('the value is null');
  if (entry === null) return refused('an empty item of a list can not be filled');
  const { start, end } = node.valueRange;
  if (isFlow(node) && /\S/.test(file.text.slice(start + 1, end - 1))) {
    return refused('a comment stands in the empty brackets');
  }
  if (!isFlow(node) && start < end) return refused('the value is null');
  const { step, dash } = columns(style);
  const keyColumn = columnOf(file, entry.key.range.start);
  const below = linesBehind(file, node, keyColumn, render(keyColumn + (kind === 'list' ? dash : step)), style.eol);
  if (below.kind === 'refused' || start === end) return below;
  return edits({ range: { start: blanksBefore(file.text, start), end }, text: '' }, ...below.edits);
}
