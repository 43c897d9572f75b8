import type { CST } from 'yaml';
import { MAX_LEVELS } from '../text/levels.ts';
import type { SyntaxProblem } from './parse.ts';

/** Texts over this many code units are not read: CloudFormation takes 1 MB. */
export const TOO_LARGE_TEXT = 2 * 1024 * 1024;

const MAX_NODES = 500_000;

/** Counts nodes and levels of a token tree without recursion; says which limit it breaks, or null. */
export function measure(document: CST.Document | undefined): SyntaxProblem | null {
  let level: CST.Token[] = document?.value === undefined ? [] : [document.value];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    const offset = level[0]?.offset ?? 0;
    if (depth > MAX_LEVELS) return { code: 'too-large', offset, message: `nested deeper than ${MAX_LEVELS} levels` };
    if (nodes > MAX_NODES) return { code: 'too-large', offset, message: `more than ${MAX_NODES} values` };
    level = level.flatMap(children);
  }
  return null;
}

function children(token: CST.Token): CST.Token[] {
  if (token.type !== 'block-map' && token.type !== 'block-seq' && token.type !== 'flow-collection') return [];
  const found: CST.Token[] = [];
  for (const item of token.items) {
    if (item.key) found.push(item.key);
    if (item.value) found.push(item.value);
  }
  return found;
}
