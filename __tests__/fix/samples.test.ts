import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Operation, TemplatePath, TemplateValue } from '../../src/finding/patch.ts';
import { editsFor } from '../../src/fix/edits-for.ts';
import type { SyntaxNode } from '../../src/syntax/node.ts';
import { parse } from '../../src/syntax/parse.ts';
import { hasSamples, SAMPLES } from '../samples-folder.ts';

const samples = hasSamples
  ? readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:ya?ml|json)$/.test(name))
  : [];
const there = samples.length > 0;

const STATEMENT: TemplateValue = {
  Effect: 'Allow',
  Action: 'kms:CreateGrant',
  Resource: { 'Fn::GetAtt': ['DasKmsKey', 'Arn'] },
  Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Sub': 'rds.${AWS::Region}.amazonaws.com' } } },
};

/** The lists and mappings that hold something, with the way to them. */
function* collections(node: SyntaxNode, path: TemplatePath = []): Generator<[SyntaxNode, TemplatePath]> {
  if (node.kind === 'sequence') {
    if (node.tag === null && node.items.length > 0) yield [node, path];
    for (const [index, item] of node.items.entries()) yield* collections(item, [...path, index]);
  }
  if (node.kind !== 'mapping') return;
  const call = node.entries.some(({ key }) => key.text === 'Ref' || key.text.startsWith('Fn::'));
  if (node.tag === null && !call && node.entries.length > 0) yield [node, path];
  for (const { key, value } of node.entries) yield* collections(value, [...path, key.text]);
}

const PLACES = 6;

(there ? describe : describe.skip)('the sample templates', () => {
  test.each(there ? samples : ['none'])('%s takes a statement in every list and a key in every mapping', (name) => {
    const file = { path: name, text: readFileSync(SAMPLES + name, 'utf8') };
    const parsed = parse(file);
    if (parsed.kind === 'rejected' || parsed.root === null) return;
    const all = [...collections(parsed.root)];
    const some = all.filter((_, index) => index % Math.ceil(all.length / PLACES) === 0);
    for (const [node, path] of some) {
      const operation: Operation =
        node.kind === 'sequence'
          ? { kind: 'append', path, after: 0, values: [STATEMENT] }
          : { kind: 'set', path, key: 'SomethingNew', after: null, value: [STATEMENT] };
      expect([path, editsFor(file, { file: name, operations: [operation] })]).toMatchObject([path, { kind: 'edits' }]);
    }
  });
});
