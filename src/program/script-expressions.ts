import type { SyntaxNode } from '@lezer/common';
import { between, partsOf, unescaped, unreadAt } from './nodes.ts';
import { classIn } from './script-classes.ts';
import { ScriptPatterns } from './script-patterns.ts';
import type { Argument, Assigning, EntryTree, Expression, FunctionTree, Statement } from './tree.ts';

const DEEPEST = 120;

const COMPARING = /^(?:[=!]==?|[<>]=?|in|instanceof)$/;

type Reading = (node: SyntaxNode, parts: readonly SyntaxNode[]) => Expression;

/** Reads the expressions of JavaScript and TypeScript from their syntax tree. */
export class ScriptExpressions {
  readonly text: string;
  readonly patterns: ScriptPatterns;
  readonly #block: (node: SyntaxNode) => readonly Statement[];
  /** The names that the functions around declare by `var`, innermost last. */
  readonly #own: Set<string>[] = [new Set()];
  #depth = 0;

  constructor(text: string, block: (node: SyntaxNode) => readonly Statement[]) {
    this.text = text;
    this.#block = block;
    this.patterns = new ScriptPatterns(this);
  }

  textOf({ from, to }: SyntaxNode): string {
    return this.text.slice(from, to);
  }

  /** A name that `var` gives to the function around. */
  own(name: string): void {
    this.#own.at(-1)?.add(name);
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

  readonly #readings: Readonly<Record<string, Reading>> = {
    VariableName: (node) => {
      const name = this.textOf(node);
      return name === 'undefined' ? this.#literal(node, undefined) : { kind: 'name', at: node.from, name };
    },
    this: (node) => ({ kind: 'name', at: node.from, name: 'this' }),
    super: (node) => ({ kind: 'name', at: node.from, name: 'super' }),
    Number: (node) => this.#literal(node, Number(this.textOf(node).replaceAll('_', ''))),
    BooleanLiteral: (node) => this.#literal(node, this.textOf(node) === 'true'),
    null: (node) => this.#literal(node, null),
    String: (node) => {
      const value = unescaped(this.textOf(node).slice(1, -1));
      return value === null ? this.#operation(node, 'string', []) : this.#literal(node, value);
    },
    RegExp: (node) => this.#operation(node, 'pattern', []),
    TemplateString: (node, parts) => this.#template(node, parts),
    TaggedTemplateExpression: (node) => unreadAt(node),
    ParenthesizedExpression: (_node, parts) => this.read(parts[1]),
    SequenceExpression: (node, parts) => ({
      kind: 'sequence',
      at: node.from,
      of: parts.filter(({ name }) => name !== ',').map((part) => this.read(part)),
    }),
    ArrayExpression: (node, parts) => ({ kind: 'list', at: node.from, items: this.#items(parts.slice(1, -1)) }),
    ObjectExpression: (node, parts) => this.#object(node, parts),
    MemberExpression: (node, parts) => this.#member(node, parts),
    CallExpression: (node, parts) => this.#call(node, parts, false),
    NewExpression: (node, parts) => this.#call(node, parts.slice(1), true),
    InstantiationExpression: (_node, parts) => this.read(parts[0]),
    UnaryExpression: (node, parts) => this.#unary(node, parts),
    PostfixExpression: (node, parts) => {
      if (parts[1]?.name === 'LogicOp') return this.read(parts[0]);
      return this.#stepped(node, parts[0]);
    },
    PrefixCast: (_node, parts) => this.read(parts.at(-1)),
    AwaitExpression: (_node, parts) => this.read(parts[1]),
    BinaryExpression: (node, parts) => this.#binary(node, parts),
    ConditionalExpression: (node, [test, , met, , otherwise]) => ({
      kind: 'choose',
      at: node.from,
      test: this.read(test),
      met: this.read(met),
      otherwise: this.read(otherwise),
    }),
    AssignmentExpression: (node, [target, sign, value]) => this.#assignment(node, target, sign, value),
    ArrowFunction: (node, parts) => this.functionExpression(node, parts),
    FunctionExpression: (node, parts) => this.functionExpression(node, parts),
    ClassExpression: (node, parts) => ({ kind: 'class', at: node.from, class: classIn(this, parts) }),
  };

  #literal({ from }: SyntaxNode, value: string | number | boolean | null | undefined): Expression {
    return { kind: 'literal', at: from, value };
  }

  #operation({ from }: SyntaxNode, operator: string, of: readonly Expression[]): Expression {
    return { kind: 'operation', at: from, operator, of };
  }

  #template(node: SyntaxNode, all: readonly SyntaxNode[]): Expression {
    const parts: (string | Expression)[] = [];
    let [from, isRead] = [node.from + 1, true];
    const addPiece = (to: number) => {
      const value = unescaped(this.text.slice(from, to));
      if (value === null) isRead = false;
      else if (value !== '') parts.push(value);
    };
    for (const each of all.filter(({ name }) => name === 'Interpolation')) {
      addPiece(each.from);
      from = each.to;
      parts.push(this.read(partsOf(each)[1]));
    }
    addPiece(node.to - 1);
    return isRead ? { kind: 'joined', at: node.from, parts } : this.#operation(node, 'string', []);
  }

  #items(parts: readonly SyntaxNode[]): readonly Argument[] {
    return between(parts, ',').map(([first, second]): Argument => {
      if (first === undefined)
        return { name: null, spread: 'none', value: { kind: 'literal', at: 0, value: undefined } };
      const isSpread = first.name === 'Spread';
      return { name: null, spread: isSpread ? 'items' : 'none', value: this.read(isSpread ? second : first) };
    });
  }

  #object(node: SyntaxNode, parts: readonly SyntaxNode[]): Expression {
    const properties = parts.filter(({ name }) => name === 'Property');
    return { kind: 'object', at: node.from, entries: properties.map((each) => this.#property(each)) };
  }

  #property(node: SyntaxNode): EntryTree {
    const parts = partsOf(node);
    const [first, second] = parts;
    if (first?.name === 'Spread') return { key: null, value: this.read(second) };
    const key = this.key(parts);
    const list = parts.findIndex(({ name }) => name === 'ParamList');
    if (list >= 0) {
      const isPlain = !parts.some(({ name }) => name === 'get' || name === 'set');
      return { key, value: isPlain ? this.functionExpression(node, parts) : unreadAt(node) };
    }
    const colon = parts.findIndex(({ name }) => name === ':');
    if (colon >= 0) return { key, value: this.read(parts[colon + 1]) };
    return { key, value: { kind: 'name', at: node.from, name: this.textOf(node) } };
  }

  /** The name of a property, of an entry of a pattern or of a member of a class. */
  key(parts: readonly SyntaxNode[]): Expression {
    const bracket = parts.findIndex(({ name }) => name === '[');
    if (bracket >= 0) return this.read(parts[bracket + 1]);
    const name = parts.find((each) =>
      /^(?:Private)?Property(?:Definition|Name)$|^VariableDefinition$|^String$|^Number$/.test(each.name),
    );
    if (name === undefined) return { kind: 'unread', at: 0 };
    return name.name === 'String' ? this.read(name) : this.#literal(name, this.textOf(name));
  }

  #member(node: SyntaxNode, [of, sign, ...rest]: readonly SyntaxNode[]): Expression {
    const isOptional = sign?.name === '?.';
    const [name, second] = rest;
    const isIndex = sign?.name === '[' || name?.name === '[';
    const inside = sign?.name === '[' ? name : second;
    const key = isIndex ? this.read(inside) : this.#literal(node, name === undefined ? '' : this.textOf(name));
    return { kind: 'member', at: node.from, of: this.read(of), name: key, isAttribute: !isIndex, isOptional };
  }

  #call(node: SyntaxNode, parts: readonly SyntaxNode[], isNew: boolean): Expression {
    const list = parts.find(({ name }) => name === 'ArgList');
    const isOptional = parts.some(({ name }) => name === '?.');
    const given = list === undefined ? [] : this.#items(partsOf(list).slice(1, -1));
    return { kind: 'call', at: node.from, callee: this.read(parts[0]), given, isNew, isOptional };
  }

  #unary(node: SyntaxNode, [sign, of]: readonly SyntaxNode[]): Expression {
    if (sign === undefined || of === undefined) return unreadAt(node);
    const word = this.textOf(sign);
    if (word === '!') return { kind: 'not', at: node.from, of: this.read(of) };
    if (word === '++' || word === '--') return this.#stepped(node, of);
    if (word === 'delete')
      return { kind: 'call', at: node.from, callee: DELETE, given: this.#items([of]), isNew: false, isOptional: false };
    const value = this.read(of);
    const isNumber = word === '-' && value.kind === 'literal' && typeof value.value === 'number';
    return isNumber ? this.#literal(node, -Number(value.value)) : this.#operation(node, word, [value]);
  }

  #stepped(node: SyntaxNode, of: SyntaxNode | undefined): Expression {
    if (of === undefined) return unreadAt(node);
    const value = this.#operation(node, 'step', []);
    return { kind: 'assign', at: node.from, target: this.patterns.target(of), operator: 'other', value };
  }

  #binary(node: SyntaxNode, [first, sign, last]: readonly SyntaxNode[]): Expression {
    const left = this.read(first);
    const operator = sign === undefined ? '' : this.textOf(sign);
    if (operator === 'as' || operator === 'satisfies') return left;
    const right = this.read(last);
    const logic = LOGIC[operator];
    if (logic !== undefined) return { kind: 'logic', at: node.from, operator: logic, left, right };
    if (!COMPARING.test(operator)) return this.#operation(node, operator, [left, right]);
    const by = COMPARISONS[operator] ?? 'other';
    return { kind: 'compare', at: node.from, operator: by, isNot: operator.startsWith('!'), left, right };
  }

  #assignment(
    node: SyntaxNode,
    target: SyntaxNode | undefined,
    sign: SyntaxNode | undefined,
    value: SyntaxNode | undefined,
  ): Expression {
    if (target === undefined || sign === undefined) return unreadAt(node);
    const operator: Assigning = sign.name === 'Equals' ? 'plain' : (LOGIC[this.textOf(sign).slice(0, -1)] ?? 'other');
    return { kind: 'assign', at: node.from, target: this.patterns.target(target), operator, value: this.read(value) };
  }

  functionExpression(node: SyntaxNode, parts: readonly SyntaxNode[]): Expression {
    return { kind: 'function', at: node.from, function: this.function(parts) };
  }

  function(parts: readonly SyntaxNode[]): FunctionTree {
    const arrow = parts.findIndex(({ name }) => name === 'Arrow');
    const list = parts.find(({ name }) => name === 'ParamList');
    const [last] = parts.slice(-1);
    const named = parts.find(({ name }) => /^(?:Variable|Property|PrivateProperty)Definition$/.test(name));
    const own = new Set<string>();
    this.#own.push(own);
    const parameters = list === undefined ? [] : this.patterns.parameters(list);
    const body = (): readonly Statement[] => {
      if (last === undefined) return [];
      if (last.name === 'Block') return this.#block(last);
      return arrow < 0 ? [] : [{ kind: 'return', at: last.from, value: this.read(last) }];
    };
    const isGenerator = parts.some(({ name }) => name === 'Star');
    const made: FunctionTree = {
      name: named === undefined ? null : this.textOf(named),
      parameters,
      body: body(),
      isArrow: arrow >= 0,
      own,
      isGenerator,
    };
    this.#own.pop();
    return made;
  }
}

const COMPARISONS: Readonly<Record<string, 'equal' | 'same' | 'in'>> = {
  '==': 'equal',
  '!=': 'equal',
  '===': 'same',
  '!==': 'same',
  in: 'in',
};

const LOGIC: Readonly<Record<string, 'or' | 'and' | 'coalesce'>> = { '||': 'or', '&&': 'and', '??': 'coalesce' };

/** `delete a.b` is read as a call of a function that does it. */
const DELETE: Expression = { kind: 'name', at: -1, name: 'delete' };
