import type { Operation, TemplatePath } from '../finding/patch.ts';
import type { ActionName } from '../finding/stream-report.ts';
import { matchesGlob } from '../resolve/glob.ts';
import { lowerCase, textOf } from '../resolve/text.ts';
import { type Expression, literalText } from '../template/expression.ts';

/** The actions put in the place of the patterns that stand for them, one by one; null where no list of texts is there. */
export function actionItems(
  path: TemplatePath,
  written: Expression,
  kept: readonly ActionName[],
): readonly Operation[] | null {
  const patterns = written.kind === 'list' ? written.items.map(literalText) : [null];
  const known = patterns.filter((pattern) => pattern !== null);
  if (known.length < patterns.length) return null;
  const isFor = (pattern: string, action: ActionName) =>
    matchesGlob(lowerCase(textOf(pattern)), textOf(action.toLowerCase())) === 'yes';
  const homes = kept.map((action) => known.findIndex((pattern) => isFor(pattern, action)));
  if (homes.includes(-1)) return null;
  const changes = [...new Set(homes)].flatMap((index): readonly Operation[] => {
    const values = kept.filter((_, at) => homes[at] === index).map((value) => ({ value, condition: null }));
    const isThere = values.length === 1 && values[0]?.value === known[index];
    return isThere ? [] : [{ kind: 'exchange', path: [...path, index], values, bare: 'others-left' }];
  });
  const gone = [...known.keys()].filter((index) => !homes.includes(index));
  return gone.length === 0 ? changes : [...changes, { kind: 'remove', path, items: gone }];
}
