import { CST } from 'yaml';
import type { ScalarNode } from './node.ts';
import type { Props } from './props.ts';
import { coreValue } from './scalar.ts';

type Placed = Pick<Props, 'tag' | 'anchor' | 'start'>;

const STYLES = {
  scalar: 'plain',
  'single-quoted-scalar': 'single',
  'double-quoted-scalar': 'double',
} as const;

/** What the library says of a scalar while it reads it; it reads on all the same. */
export type OnScalarError = () => void;

/** The node of a scalar token, its value read by the library. */
export function scalarNode(
  source: string,
  given: CST.FlowScalar | CST.BlockScalar,
  props: Placed,
  onError: OnScalarError = () => undefined,
): ScalarNode {
  // The tokens may stem from a text with joined lines (flow-lines.ts): the value is taken from what was written.
  const written = source.slice(given.offset, given.offset + given.source.length);
  const token = given.type === 'block-scalar' ? given : { ...given, source: written };
  const text = String(CST.resolveAsScalar(token, false, onError)?.value ?? '');
  if (token.type === 'block-scalar') {
    const style = source[token.offset] === '>' ? 'folded' : 'literal';
    return textNode(text, style, token.offset, blockScalarEnd(token), props);
  }
  const style = token.type === 'alias' ? 'plain' : STYLES[token.type];
  return textNode(text, style, token.offset, token.offset + token.source.length, props);
}

/** A scalar that reads `text` and stands from `start` to `end`. */
export function textNode(
  text: string,
  style: ScalarNode['style'],
  start: number,
  end: number,
  { tag, anchor, start: propsStart }: Placed,
): ScalarNode {
  const typed = style === 'plain' && (tag === null || /^!!(?:int|float|bool|null)$/.test(tag));
  const valueRange = { start, end };
  const range = propsStart === null ? valueRange : { start: propsStart, end };
  return { kind: 'scalar', value: typed ? coreValue(text) : text, text, style, range, valueRange, tag, anchor };
}

/** Behind the last line that is not blank, its trailing spaces (they are content) included. */
function blockScalarEnd(token: CST.BlockScalar): number {
  const [header, ...rest] = token.props;
  const headerEnd = token.offset + (header !== undefined && 'source' in header ? header.source.length : 1);
  const body = token.source.trimEnd();
  if (body === '') return headerEnd;
  const contentStart = rest.reduce((end, prop) => end + ('source' in prop ? prop.source.length : 0), headerEnd);
  const lineEnd = /\r?\n/.exec(token.source.slice(body.length));
  return contentStart + body.length + (lineEnd?.index ?? token.source.length - body.length);
}
