import type { SyntaxNode } from '@lezer/common';
import { between, partsOf, unreadAt } from './nodes.ts';
import { OwnNames } from './python-names.ts';
import { negated, operated } from './python-operators.ts';
import { formattedParts, plainString, type Replacement } from './python-strings.ts';
import type { Argument, EntryTree, Expression, FunctionTree, ParameterTree, Part, Statement, Target } from './tree.ts';

/** Code that is nested deeper is not read. */
const DEEPEST = 120;

type Reading = (node: SyntaxNode, parts: readonly SyntaxNode[]) => Expression;

/** Reads the expressions of Python from their syntax tree. */
export class PythonExpressions {
  readonly text: string;
  readonly names = new OwnNames();
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  textOf({ from, to }: SyntaxNode): string {
    return this.text.slice(from, to);
  }

  read(node: SyntaxNode | undefined): Expression {
    if (node === undefined) return { kind: 'unread', at: 0 };
    const reading = this.#readings[node.name];
    return reading === undefined ? unreadAt(node) : this.deeper(node, () => reading(node, partsOf(node)));
  }

  /** Reads what stands deeper in the code, as far as that is read. */
  deeper<T extends object>(node: SyntaxNode, read: () => T): T | ReturnType<typeof unreadAt> {
    if (this.#depth > DEEPEST) return unreadAt(node);
    this.#depth++;
    const found = read();
    this.#depth--;
    return found;
  }

  /** Several expressions with commas between them are a tuple. */
  readAll(parts: readonly SyntaxNode[]): Expression {
    const [first] = parts;
    if (first === undefined) return { kind: 'unread', at: 0 };
    if (!parts.some(({ name }) => name === ',')) return this.#readGroup(parts);
    return { kind: 'list', at: first.from, items: between(parts, ',').map((part) => this.#argument(part)) };
  }

  /** One expression of several parts: `x := y` where no brackets stand around it. */
  #readGroup(parts: readonly SyntaxNode[]): Expression {
    const [first, second, third] = parts;
    if (parts.length === 1) return this.read(first);
    const isGiven = first !== undefined && second !== undefined && this.textOf(second) === ':=';
    if (!isGiven || this.names.isInComprehension) return { kind: 'unread', at: first?.from ?? 0 };
    const target = this.target(first);
    return { kind: 'assign', at: first.from, target, operator: 'plain', value: this.read(third) };
  }

  readonly #readings: Readonly<Record<string, Reading>> = {
    VariableName: (node) => ({ kind: 'name', at: node.from, name: this.textOf(node) }),
    Number: (node) => ({ kind: 'literal', at: node.from, value: Number(this.textOf(node).replaceAll('_', '')) }),
    Boolean: (node) => ({ kind: 'literal', at: node.from, value: this.textOf(node) === 'True' }),
    None: (node) => ({ kind: 'literal', at: node.from, value: null }),
    Ellipsis: (node) => ({ kind: 'literal', at: node.from, value: null }),
    String: (node) => this.#string(node),
    FormatString: (node) => this.#formatted(node),
    ContinuedString: (node, parts) => ({ kind: 'joined', at: node.from, parts: parts.map((part) => this.read(part)) }),
    ParenthesizedExpression: (_node, parts) => this.#readGroup(parts.slice(1, -1)),
    NamedExpression: (_node, parts) => this.#readGroup(parts),
    TupleExpression: (node, parts) => this.#list(node, parts),
    ArrayExpression: (node, parts) => this.#list(node, parts),
    SetExpression: (node, parts) => this.#list(node, parts),
    DictionaryExpression: (node, parts) => this.#dictionary(node, parts),
    ArrayComprehensionExpression: (node, parts) => this.#comprehension(node, parts.slice(1, -1)),
    SetComprehensionExpression: (node, parts) => this.#comprehension(node, parts.slice(1, -1)),
    ComprehensionExpression: (node, parts) => this.#comprehension(node, parts.slice(1, -1)),
    DictionaryComprehensionExpression: (node, parts) => this.#comprehension(node, parts.slice(1, -1)),
    MemberExpression: (node, parts) => this.#member(node, parts),
    CallExpression: (node, [callee, given]) => ({
      kind: 'call',
      at: node.from,
      callee: this.read(callee),
      given: given === undefined ? [] : this.arguments(given),
      isNew: false,
      isOptional: false,
    }),
    UnaryExpression: (node, [sign, of]) =>
      sign?.name === 'not'
        ? { kind: 'not', at: node.from, of: this.read(of) }
        : negated(node.from, sign === undefined ? '' : this.textOf(sign), this.read(of)),
    BinaryExpression: (node, parts) => {
      const operator = parts.slice(1, -1).map((part) => this.textOf(part));
      return operated(node.from, operator.join(' '), this.read(parts[0]), this.read(parts.at(-1)));
    },
    AwaitExpression: (_node, [, of]) => this.read(of),
    LambdaExpression: (node, parts) => {
      const list = parts.find(({ name }) => name === 'ParamList');
      const [body] = parts.slice(-1);
      const returns = (): readonly Statement[] => [{ kind: 'return', at: node.from, value: this.read(body) }];
      return { kind: 'function', at: node.from, function: this.function(null, list, returns) };
    },
    ConditionalExpression: (node, [met, , test, , otherwise]) => ({
      kind: 'choose',
      at: node.from,
      test: this.read(test),
      met: this.read(met),
      otherwise: this.read(otherwise),
    }),
  };

  #string(node: SyntaxNode): Expression {
    const value = plainString(this.textOf(node));
    return value === null ? unknownString(node) : { kind: 'literal', at: node.from, value };
  }

  #formatted(node: SyntaxNode): Expression {
    const replacements = partsOf(node).filter(({ name }) => name === 'FormatReplacement');
    const parts = formattedParts(
      this.textOf(node),
      node.from,
      replacements.map((each) => this.#replacement(each)),
    );
    return parts === null ? unknownString(node) : { kind: 'joined', at: node.from, parts };
  }

  #replacement(node: SyntaxNode): Replacement {
    const [of, ...others] = partsOf(node).slice(1, -1);
    const { from, to } = node;
    const value = this.read(of);
    const isPlain = others.every((other) => this.textOf(other) === '!s');
    return { from, to, value: isPlain ? value : { kind: 'operation', at: from, operator: 'format', of: [value] } };
  }

  #list(node: SyntaxNode, parts: readonly SyntaxNode[]): Expression {
    return { kind: 'list', at: node.from, items: between(parts.slice(1, -1), ',').map((part) => this.#argument(part)) };
  }

  #dictionary(node: SyntaxNode, parts: readonly SyntaxNode[]): Expression {
    const entries = between(parts.slice(1, -1), ',').map((part): EntryTree => {
      if (part[0]?.name === '**') return { key: null, value: this.read(part[1]) };
      return { key: this.read(part[0]), value: this.#readGroup(part.slice(2)) };
    });
    return { kind: 'object', at: node.from, entries };
  }

  #comprehension(node: SyntaxNode, parts: readonly SyntaxNode[]): Expression {
    const first = parts.findIndex(({ name }) => name === 'for' || name === 'async');
    const head = parts.slice(0, first);
    const isObject = head[1]?.name === ':';
    this.names.enter('comprehension');
    const loops = between(
      parts.slice(first).filter(({ name }) => name !== 'async'),
      'for',
    )
      .slice(1)
      .map((loop) => {
        const [taken = [], rest = []] = between(loop, 'in');
        const [over = [], ...tests] = between(rest, 'if');
        const test = tests.map((part) => this.#readGroup(part));
        return { target: this.targets(taken), over: this.readAll(over), tests: test };
      });
    const key = isObject ? this.read(head[0]) : null;
    const value = this.#readGroup(isObject ? head.slice(2) : head);
    this.names.leave();
    return { kind: 'comprehension', at: node.from, key, value, loops };
  }

  #member(node: SyntaxNode, [of, sign, ...rest]: readonly SyntaxNode[]): Expression {
    const [name] = rest;
    const common = { at: node.from, of: this.read(of), isOptional: false };
    if (sign?.name === '.') {
      const literal: Expression = {
        kind: 'literal',
        at: node.from,
        value: name === undefined ? '' : this.textOf(name),
      };
      return { kind: 'member', ...common, name: literal, isAttribute: true };
    }
    const inside = rest.slice(0, -1);
    if (inside.some((part) => part.name === ':' || part.name === ',')) {
      const parts = inside.filter((part) => part.name !== ':' && part.name !== ',').map((part) => this.read(part));
      return { kind: 'operation', at: node.from, operator: 'slice', of: [common.of, ...parts] };
    }
    return { kind: 'member', ...common, name: this.#readGroup(inside), isAttribute: false };
  }

  arguments(node: SyntaxNode): readonly Argument[] {
    const parts = partsOf(node).slice(1, -1);
    if (parts.some(({ name }) => name === 'for')) {
      return [{ name: null, spread: 'none', value: this.#comprehension(node, parts) }];
    }
    return between(parts, ',').map((part) => this.#argument(part));
  }

  #argument(part: readonly SyntaxNode[]): Argument {
    const [first, second, ...rest] = part;
    if (first?.name === '*' || first?.name === '**') {
      return { name: null, spread: first.name === '*' ? 'items' : 'entries', value: this.read(second) };
    }
    const isNamed = first !== undefined && second !== undefined && this.textOf(second) === '=';
    if (isNamed) return { name: this.textOf(first), spread: 'none', value: this.#readGroup(rest) };
    return { name: null, spread: 'none', value: this.#readGroup(part) };
  }

  function(name: string | null, list: SyntaxNode | undefined, body: () => readonly Statement[]): FunctionTree {
    const parameters = list === undefined ? [] : this.#parameters(list);
    this.names.enter('function');
    const statements = body();
    const own = this.names.leave();
    const isGenerator = list !== undefined && hasYield(list.parent);
    return { name, parameters, body: statements, isArrow: false, own, isGenerator };
  }

  #parameters(list: SyntaxNode): readonly ParameterTree[] {
    let isKeyword = false;
    return between(
      partsOf(list).filter(({ name }) => name !== '(' && name !== ')'),
      ',',
    ).flatMap((part): readonly ParameterTree[] => {
      const [first] = part;
      const name = part.find((each) => each.name === 'VariableName');
      if (first === undefined || name === undefined) {
        isKeyword ||= first?.name === '*';
        return [];
      }
      const given = part.findIndex((each) => each.name === 'AssignOp');
      const rest = first.name === '*' ? 'items' : first.name === '**' ? 'entries' : 'none';
      const target: Target = { kind: 'name', name: this.textOf(name), at: name.from };
      const otherwise = given < 0 ? null : this.#readGroup(part.slice(given + 1));
      const made = { target, otherwise, rest, isKeyword, isAttribute: false } as const;
      isKeyword ||= rest === 'items';
      return [made];
    });
  }

  target(node: SyntaxNode): Target {
    if (node.name === 'VariableName') {
      const name = this.textOf(node);
      this.names.add(name);
      return { kind: 'name', name, at: node.from };
    }
    const inside = partsOf(node).slice(1, -1);
    if (node.name === 'ParenthesizedExpression') return this.deeper(node, () => this.targets(inside));
    if (node.name === 'TupleExpression' || node.name === 'ArrayExpression') {
      return this.deeper(node, () => this.#items(inside, node.from));
    }
    const read = this.read(node);
    return read.kind === 'member' ? read : { kind: 'unread', at: node.from };
  }

  /** What is given a value, where commas may take it apart. */
  targets(parts: readonly SyntaxNode[]): Target {
    const [first] = parts;
    if (first === undefined) return { kind: 'unread', at: 0 };
    return parts.length === 1 ? this.target(first) : this.#items(parts, first.from);
  }

  #items(parts: readonly SyntaxNode[], at: number): Target {
    const items = between(parts, ',').map(([head, star]): Part | null => {
      const isRest = head?.name === '*';
      const node = isRest ? star : head;
      return node === undefined ? null : { target: this.target(node), isRest, otherwise: null };
    });
    return { kind: 'items', at, items };
  }
}

function unknownString({ from }: SyntaxNode): Expression {
  return { kind: 'operation', at: from, operator: 'string', of: [] };
}

function hasYield(node: SyntaxNode | null): boolean {
  let found = false;
  node?.cursor().iterate((each) => {
    if (each.name === 'YieldExpression' || each.name === 'YieldStatement') found = true;
    return !found;
  });
  return found;
}
