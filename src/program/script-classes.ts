import type { SyntaxNode } from '@lezer/common';
import { partsOf } from './nodes.ts';
import type { ScriptExpressions } from './script-expressions.ts';
import type { ClassMember, ClassTree } from './tree.ts';

export function classIn(of: ScriptExpressions, parts: readonly SyntaxNode[]): ClassTree {
  const named = parts.find(({ name }) => name === 'VariableDefinition');
  const extending = parts.findIndex(({ name }) => name === 'extends');
  const body = parts.find(({ name }) => name === 'ClassBody');
  const members = (body === undefined ? [] : partsOf(body)).flatMap((part) => classMember(of, part));
  const bases = extending < 0 ? [] : [of.read(parts[extending + 1])];
  return { name: named === undefined ? null : of.textOf(named), bases, members, decorators: [] };
}

function classMember(of: ScriptExpressions, node: SyntaxNode): readonly ClassMember[] {
  const parts = partsOf(node);
  const has = (word: string) => parts.some(({ name }) => name === word);
  if (node.name === 'StaticBlock') return [{ name: '', how: 'unread', value: null }];
  const isMethod = node.name === 'MethodDeclaration';
  if (!isMethod && node.name !== 'PropertyDeclaration') return [];
  // A signature, or what is declared for the types alone.
  if (isMethod ? !has('Block') : has('declare')) return [];
  const key = of.key(parts);
  const isTold = key.kind === 'literal' && typeof key.value === 'string' && !has('set') && !has('Decorator');
  if (!isTold) return [{ name: '', how: 'unread', value: null }];
  const name = String(key.value);
  if (isMethod) {
    const value = of.functionExpression(node, parts);
    return [
      { name, how: has('get') ? (has('static') ? 'unread' : 'getter') : has('static') ? 'static' : 'method', value },
    ];
  }
  const given = parts.findIndex((part) => part.name === 'Equals');
  const value = given < 0 ? null : of.read(parts[given + 1]);
  return [{ name, how: has('static') ? 'static-field' : 'field', value }];
}
