import { CORE_SCHEMA, defineMappingTag, defineScalarTag, defineSequenceTag, load } from 'js-yaml';
import type { SyntaxNode } from '../../src/syntax/node.ts';

/** Any tag `!Name` on any node reads as a mapping of that one key. */
const SCHEMA = CORE_SCHEMA.withTags(
  defineScalarTag('!', {
    matchByTagPrefix: true,
    resolve: (source, _explicit, tag) => ({ [tag]: source }),
    identify: () => false,
  }),
  defineSequenceTag('!', {
    matchByTagPrefix: true,
    create: (tag): { tag: string; items: unknown[] } => ({ tag, items: [] }),
    addItem: (carrier, item) => void carrier.items.push(item),
    finalize: ({ tag, items }) => ({ [tag]: items }),
    identify: () => false,
  }),
  defineMappingTag('!', {
    matchByTagPrefix: true,
    create: (tag): { tag: string; map: Map<unknown, unknown> } => ({ tag, map: new Map() }),
    addPair: (carrier, key, value) => {
      carrier.map.set(key, value);
      return '';
    },
    has: (carrier, key) => carrier.map.has(key),
    keys: () => [],
    get: () => undefined,
    finalize: ({ tag, map }) => ({ [tag]: Object.fromEntries(map) }),
    identify: () => false,
  }),
);

/** What js-yaml, which shares no code with us, makes of a text. Throws where it can not read it. */
export function judgeData(text: string): unknown {
  return load(text.replace(/^\uFEFF/, ''), { schema: SCHEMA, json: true });
}

/** What a tree of ours says, in the same form: tags as mappings of one key, aliases followed. */
export function dataOf(node: SyntaxNode | null): unknown {
  if (node === null) return undefined;
  if (node.kind === 'alias') return dataOf(node.target);
  const untagged = untaggedData(node);
  return node.tag === null ? untagged : { [node.tag]: node.kind === 'scalar' ? node.text : untagged };
}

function untaggedData(node: Exclude<SyntaxNode, { kind: 'alias' }>): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(dataOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, dataOf(value)]));
}
