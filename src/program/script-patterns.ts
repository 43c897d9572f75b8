import type { SyntaxNode } from '@lezer/common';
import { between, partsOf, type unreadAt } from './nodes.ts';
import type { Expression, KeyedPart, ParameterTree, Part, Target } from './tree.ts';

/** What patterns need of the expressions in them. */
interface Expressions {
  read(node: SyntaxNode | undefined): Expression;
  key(parts: readonly SyntaxNode[]): Expression;
  textOf(node: SyntaxNode): string;
  deeper<T extends object>(node: SyntaxNode, read: () => T): T | ReturnType<typeof unreadAt>;
}

const NAMED = /^(?:VariableDefinition|VariableName)$/;
const TARGET = /^(?:VariableDefinition|VariableName|ObjectPattern|ArrayPattern|MemberExpression)$/;

/** Reads what JavaScript and TypeScript give a value: names, members and patterns. */
export class ScriptPatterns {
  readonly #of: Expressions;

  constructor(of: Expressions) {
    this.#of = of;
  }

  target(node: SyntaxNode | undefined): Target {
    return node === undefined ? { kind: 'unread', at: 0 } : this.#of.deeper(node, () => this.#target(node));
  }

  #target(node: SyntaxNode): Target {
    const parts = partsOf(node);
    if (NAMED.test(node.name)) return { kind: 'name', name: this.#of.textOf(node), at: node.from };
    if (node.name === 'ParenthesizedExpression') return this.target(parts[1]);
    // `a!` and `a as any` of TypeScript.
    if (node.name === 'PostfixExpression' && parts[1]?.name === 'LogicOp') return this.target(parts[0]);
    if (node.name === 'ArrayPattern') {
      const items = between(parts.slice(1, -1), ',').map((part) => this.#item(part));
      return { kind: 'items', items, at: node.from };
    }
    if (node.name === 'ObjectPattern') return this.#entries(node, parts);
    const read = this.#of.read(node);
    return read.kind === 'member' ? read : { kind: 'unread', at: node.from };
  }

  #item(parts: readonly SyntaxNode[]): Part | null {
    const [first, second] = parts;
    if (first === undefined) return null;
    if (first.name === 'Spread') return { target: this.target(second), isRest: true, otherwise: null };
    return { target: this.target(first), isRest: false, otherwise: this.#default(parts) };
  }

  #default(parts: readonly SyntaxNode[]): Expression | null {
    const given = parts.findIndex(({ name }) => name === 'Equals');
    return given < 0 ? null : this.#of.read(parts[given + 1]);
  }

  #entries(node: SyntaxNode, parts: readonly SyntaxNode[]): Target {
    const entries: KeyedPart[] = [];
    let rest: Target | null = null;
    for (const property of parts.filter(({ name }) => name === 'PatternProperty')) {
      const inside = partsOf(property);
      if (inside[0]?.name === 'Spread') {
        rest = this.target(inside[1]);
        continue;
      }
      const colon = inside.findIndex(({ name }) => name === ':');
      const target = colon < 0 ? inside[0] : inside[colon + 1];
      const key = this.#of.key(colon < 0 ? inside : inside.slice(0, colon));
      entries.push({ key, target: this.target(target), otherwise: this.#default(inside) });
    }
    return { kind: 'entries', entries, rest, at: node.from };
  }

  parameters(list: SyntaxNode): readonly ParameterTree[] {
    const parts = partsOf(list).filter(({ name }) => name !== '(' && name !== ')');
    return between(parts, ',').flatMap((part): readonly ParameterTree[] => {
      const node = part.find(({ name }) => TARGET.test(name));
      if (node === undefined) return [];
      const rest = part.some(({ name }) => name === 'Spread') ? 'items' : 'none';
      const isAttribute = part.some(({ name }) => name === 'Privacy' || name === 'readonly');
      const target = this.target(node);
      return [{ target, otherwise: this.#default(part), rest, isKeyword: false, isAttribute }];
    });
  }
}
