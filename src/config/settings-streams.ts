import { concrete, entriesOf, valueAt } from '../syntax/navigate.ts';
import type { ConcreteNode, MappingNode, SyntaxNode } from '../syntax/node.ts';
import { type NodeRead, scalarText } from './settings-nodes.ts';
import { value } from './values.ts';

/** What a repository's file says of custom resources with a logical id or of a type. */
export interface ConfiguredStream {
  readonly customResource: string;
  /** Null where the file leaves it to what the templates show. */
  readonly starts: boolean | null;
  /** The property or variable that holds the key; null where the file does not say. */
  readonly key: string | null;
}

const FORM = 'takes a list, each with custom-resource (a type or logical id) and starts (true or false), key or both';
const KEYS = ['custom-resource', 'starts', 'key'];

/** Reads the setting `streams`: which custom resources start a stream or do not, and where their key stands. */
export function streamsAt(node: ConcreteNode): NodeRead<readonly ConfiguredStream[]> {
  if (node.kind !== 'sequence') return { kind: 'wrong', message: FORM };
  const found: ConfiguredStream[] = [];
  for (const item of node.items) {
    const done = streamAt(item);
    if (done.kind === 'wrong') return done;
    const { customResource } = done.value;
    if (found.some((other) => other.customResource === customResource)) {
      return { kind: 'wrong', message: `names ${JSON.stringify(customResource)} twice`, at: item };
    }
    found.push(done.value);
  }
  return value(found);
}

function streamAt(item: SyntaxNode): NodeRead<ConfiguredStream> {
  const node = concrete(item);
  if (node.kind !== 'mapping') return { kind: 'wrong', message: FORM, at: item };
  const stranger = entriesOf(node).find(({ key }) => !KEYS.includes(key.text));
  if (stranger !== undefined) {
    const message = `has no ${JSON.stringify(stranger.key.text)}; it takes ${KEYS.join(', ')}`;
    return { kind: 'wrong', message, at: stranger.key };
  }
  const [customResource, key] = [textAt(node, 'custom-resource'), textAt(node, 'key')];
  const starts = textAt(node, 'starts')?.toLowerCase() ?? null;
  const isWrong = customResource === '' || key === '' || !['true', 'false', null].includes(starts);
  if (isWrong || customResource === null || (starts === null && key === null)) {
    return { kind: 'wrong', message: FORM, at: item };
  }
  if (starts === 'false' && key !== null) {
    return { kind: 'wrong', message: 'takes no key where starts is false', at: item };
  }
  return value({ customResource, starts: starts === null ? null : starts === 'true', key });
}

/** The text at a key; null without the key, empty for what is no text. */
function textAt(node: MappingNode, key: string): string | null {
  const at = valueAt(node, key);
  return at === null ? null : (scalarText(concrete(at)) ?? '').trim();
}
