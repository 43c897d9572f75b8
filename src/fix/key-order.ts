import type { TemplateValue } from '../finding/patch.ts';
import type { TemplateMap } from './intrinsic.ts';
import { ask, orderOf } from './neighbours.ts';
import type { Style } from './style.ts';

type Entry = readonly [key: string, value: TemplateValue];

/**
 * The entries of a mapping to write, in the order in which neighbours have those keys; one of which they tell nothing
 * stays behind the key that it is given behind.
 */
export function inOrder(style: Style, map: TemplateMap): readonly Entry[] {
  const ordered: Entry[] = [];
  const isBehind = (entry: Entry | undefined, key: string) => entry !== undefined && comesFirst(style, key, entry[0]);
  let at = 0;
  for (const entry of Object.entries(map)) {
    const [key] = entry;
    while (isBehind(ordered[at - 1], key)) at -= 1;
    while (at < ordered.length && comesFirst(style, ordered[at]?.[0] ?? '', key)) at += 1;
    ordered.splice(at, 0, entry);
    at += 1;
  }
  return ordered;
}

function comesFirst({ file, scopes }: Style, key: string, other: string): boolean {
  return ask(file, scopes, orderOf(key, other)) === key;
}
