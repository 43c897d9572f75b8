import { concrete, entriesOf } from '../../src/syntax/navigate.ts';
import type { SyntaxNode } from '../../src/syntax/node.ts';
import { parse } from '../../src/syntax/parse.ts';

/** The same template in JSON, with every short tag in its long form. */
export function jsonTwin(text: string): string {
  const parsed = parse({ path: 'twin.yaml', text });
  if (parsed.kind !== 'parsed' || parsed.root === null) throw new Error('the template does not parse');
  return `${JSON.stringify(plain(parsed.root), null, 2)}\n`;
}

function plain(node: SyntaxNode): unknown {
  const here = concrete(node);
  const value = (() => {
    if (here.kind === 'sequence') return here.items.map(plain);
    if (here.kind === 'mapping') {
      return Object.fromEntries(entriesOf(here).map((entry) => [entry.key.text, plain(entry.value)]));
    }
    // What was written counts: an account id must not lose its leading zero.
    return typeof here.value === 'number' ? here.text : here.value;
  })();
  return here.tag === null ? value : long(here.tag.slice(1), value);
}

function long(name: string, value: unknown): unknown {
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)] };
}
