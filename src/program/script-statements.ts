import type { SyntaxNode } from '@lezer/common';
import { between, partsOf, unreadAt } from './nodes.ts';
import { classIn } from './script-classes.ts';
import { ScriptExpressions } from './script-expressions.ts';
import type { Case, EntryTree, Expression, Handler, ImportBinding, Statement, Target } from './tree.ts';

type Reading = (node: SyntaxNode, parts: readonly SyntaxNode[]) => Statement;

/** Reads a file of JavaScript or TypeScript from its syntax tree. */
export function readScript(text: string, root: SyntaxNode): readonly Statement[] {
  return new ScriptStatements(text).block(partsOf(root));
}

class ScriptStatements {
  readonly #of: ScriptExpressions;

  constructor(text: string) {
    this.#of = new ScriptExpressions(text, (node) => this.block(partsOf(node)));
  }

  block(parts: readonly SyntaxNode[]): readonly Statement[] {
    return parts.filter(({ name }) => !/^[{};]$/.test(name)).map((part) => this.#read(part));
  }

  #read(node: SyntaxNode | undefined): Statement {
    const reading = node === undefined ? undefined : this.#readings[node.name];
    if (node === undefined || reading === undefined) return unreadAt(node ?? { from: 0 });
    return this.#of.deeper(node, () => reading(node, partsOf(node)));
  }

  /** The body of `if` or a loop: a block, or one statement. */
  #body(node: SyntaxNode | undefined): readonly Statement[] {
    if (node === undefined || node.name === ';') return [];
    return node.name === 'Block' ? this.block(partsOf(node)) : [this.#read(node)];
  }

  readonly #readings: Readonly<Record<string, Reading>> = {
    ExpressionStatement: (node, parts) => ({ kind: 'expression', at: node.from, of: this.#of.read(parts[0]) }),
    VariableDeclaration: (node, parts) => this.#declaration(node, parts),
    FunctionDeclaration: (node, parts) => this.#function(node, parts),
    ClassDeclaration: (node, parts) => {
      const tree = classIn(this.#of, parts);
      return { kind: 'class', at: node.from, name: tree.name ?? '', class: tree };
    },
    EnumDeclaration: (node, parts) => this.#enum(node, parts),
    Block: (node, parts) => ({ kind: 'block', at: node.from, isScope: true, body: this.block(parts) }),
    ReturnStatement: (node, [, value]) => ({ kind: 'return', at: node.from, value: this.#optional(value) }),
    ThrowStatement: (node, [, value]) => ({ kind: 'raise', at: node.from, value: this.#of.read(value) }),
    BreakStatement: (node, parts) => this.#leave(node, parts, 'break'),
    ContinueStatement: (node, parts) => this.#leave(node, parts, 'continue'),
    IfStatement: (node, parts) => {
      const otherwise = parts.findIndex(({ name }) => name === 'else');
      return {
        kind: 'if',
        at: node.from,
        test: this.#of.read(parts[1]),
        met: this.#body(parts[2]),
        otherwise: otherwise < 0 ? [] : this.#body(parts[otherwise + 1]),
      };
    },
    WhileStatement: (node, parts) => this.#loop(node, [], this.#of.read(parts[1]), null, parts[2], false),
    DoStatement: (node, parts) => {
      const test = parts.find(({ name }) => name === 'ParenthesizedExpression');
      return this.#loop(node, [], this.#of.read(test), null, parts[1], true);
    },
    ForStatement: (node, parts) => this.#for(node, parts),
    TryStatement: (node, parts) => this.#try(node, parts),
    SwitchStatement: (node, parts) => this.#switch(node, parts),
    ImportDeclaration: (node, parts) => this.#imported(node, parts),
    ExportDeclaration: (node, parts) => this.#export(node, parts),
    TypeAliasDeclaration: nothing,
    InterfaceDeclaration: nothing,
    AmbientDeclaration: nothing,
    DebuggerStatement: nothing,
    EmptyStatement: nothing,
  };

  #optional(node: SyntaxNode | undefined): Expression | null {
    return node === undefined || node.name === ';' ? null : this.#of.read(node);
  }

  /** A label leads to another loop than the next. */
  #leave(node: SyntaxNode, parts: readonly SyntaxNode[], how: 'break' | 'continue'): Statement {
    return parts.some(({ name }) => name === 'Label') ? unreadAt(node) : { kind: 'leave', at: node.from, how };
  }

  #declaration(node: SyntaxNode, [word, ...parts]: readonly SyntaxNode[]): Statement {
    const isVar = word?.name === 'var';
    const body = between(
      parts.filter(({ name }) => name !== ';'),
      ',',
    ).flatMap((part): readonly Statement[] => {
      const [first] = part;
      if (first === undefined) return [];
      const given = part.findIndex(({ name }) => name === 'Equals');
      const target = this.#of.patterns.target(first);
      if (isVar) for (const name of namesIn(target)) this.#of.own(name);
      return [
        { kind: 'declare', at: first.from, target, value: given < 0 ? null : this.#of.read(part[given + 1]), isVar },
      ];
    });
    return body.length === 1 && body[0] !== undefined
      ? body[0]
      : { kind: 'block', at: node.from, isScope: false, body };
  }

  #function(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    // What TypeScript says of it alone.
    if (!parts.some(({ name }) => name === 'Block')) return nothing(node);
    const tree = this.#of.function(parts);
    return { kind: 'function', at: node.from, name: tree.name ?? '', function: tree, decorators: [] };
  }

  #enum(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const named = parts.find(({ name }) => name === 'TypeDefinition');
    const body = parts.find(({ name }) => name === 'EnumBody');
    const members = between(body === undefined ? [] : partsOf(body).slice(1, -1), ',');
    const entries = members.map((part, index): EntryTree => {
      const value: Expression = { kind: 'literal', at: node.from, value: index };
      return { key: this.#of.key(part), value: part.length > 1 ? this.#of.read(part[2]) : value };
    });
    const target: Target = { kind: 'name', name: named === undefined ? '' : this.#of.textOf(named), at: node.from };
    const value: Expression = { kind: 'object', at: node.from, entries };
    return { kind: 'declare', at: node.from, target, value, isVar: false };
  }

  #loop(
    node: SyntaxNode,
    first: readonly Statement[],
    test: Expression | null,
    update: Expression | null,
    body: SyntaxNode | undefined,
    isBodyFirst: boolean,
  ): Statement {
    return { kind: 'loop', at: node.from, first, test, update, body: this.#body(body), otherwise: [], isBodyFirst };
  }

  #for(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const [body] = parts.slice(-1);
    const spec = parts.find(({ name }) => /^For(?:Of|In)?Spec$/.test(name));
    const inside = spec === undefined ? [] : partsOf(spec).slice(1, -1);
    if (spec?.name !== 'ForSpec') {
      const middle = inside.findIndex(({ name }) => name === 'of' || name === 'in');
      const word = inside.find(({ name }) => /^(?:const|let|var)$/.test(name));
      return {
        kind: 'for',
        at: node.from,
        target: this.#of.patterns.target(inside[middle - 1]),
        isDeclared: word !== undefined,
        over: this.#of.read(inside[middle + 1]),
        overNames: spec?.name === 'ForInSpec',
        body: this.#body(body),
        otherwise: [],
      };
    }
    const [first] = inside;
    const isDeclared = first?.name === 'VariableDeclaration';
    const start =
      first === undefined || first.name === ';'
        ? []
        : isDeclared
          ? [this.#read(first)]
          : [expressionOf(this.#of.read(first))];
    const [, test = [], update = []] = isDeclared ? [[], ...between(inside.slice(1), ';')] : between(inside, ';');
    const read = (some: readonly SyntaxNode[]) => (some[0] === undefined ? null : this.#of.read(some[0]));
    return this.#loop(node, start, read(test), read(update), body, false);
  }

  #try(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const handlers = parts
      .filter(({ name }) => name === 'CatchClause')
      .map((clause): Handler => {
        const inside = partsOf(clause);
        const target = inside[1]?.name === '(' ? this.#of.patterns.target(inside[2]) : null;
        return { types: null, target, body: this.#body(inside.at(-1)) };
      });
    const last = parts.find(({ name }) => name === 'FinallyClause');
    return {
      kind: 'try',
      at: node.from,
      body: this.#body(parts[1]),
      handlers,
      otherwise: [],
      last: last === undefined ? [] : this.#body(partsOf(last).at(-1)),
    };
  }

  #switch(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const body = parts.find(({ name }) => name === 'SwitchBody');
    const cases: { tests: Expression[] | null; guard: null; body: Statement[] }[] = [];
    for (const part of body === undefined ? [] : partsOf(body).slice(1, -1)) {
      if (part.name === 'CaseLabel') cases.push({ tests: [this.#of.read(partsOf(part)[1])], guard: null, body: [] });
      else if (part.name === 'DefaultLabel') cases.push({ tests: null, guard: null, body: [] });
      else if (part.name !== ';') cases.at(-1)?.body.push(this.#read(part));
    }
    const read: readonly Case[] = cases;
    return { kind: 'switch', at: node.from, of: this.#of.read(parts[1]), cases: read, fallsThrough: true };
  }

  #imported(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    if (parts[1]?.name === 'type') return nothing(node);
    const string = parts.find(({ name }) => name === 'String');
    const module = string === undefined ? '' : this.#of.textOf(string).slice(1, -1);
    const bindings: ImportBinding[] = [];
    for (const [index, part] of parts.entries()) {
      if (part.name === 'VariableDefinition') {
        const isAll = parts[index - 1]?.name === 'as';
        bindings.push({ name: this.#of.textOf(part), member: isAll ? null : 'default' });
      }
      if (part.name === 'ImportGroup') bindings.push(...this.#group(part));
    }
    return { kind: 'import', at: node.from, module, bindings };
  }

  #group(node: SyntaxNode): readonly ImportBinding[] {
    return between(partsOf(node).slice(1, -1), ',').flatMap((part): readonly ImportBinding[] => {
      const names = part.filter(({ name }) => name !== 'as' && name !== 'type').map((each) => this.#of.textOf(each));
      const [member, name = member] = names;
      return member === undefined || name === undefined || part[0]?.name === 'type' ? [] : [{ name, member }];
    });
  }

  #export(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const at = node.from;
    const declared = parts.find(({ name }) => /Declaration$/.test(name));
    const exported = (name: string, value: Expression): Statement => ({ kind: 'export', at, name, value });
    const isDefault = parts.some(({ name }) => name === 'default');
    if (declared !== undefined) {
      const statement = this.#read(declared);
      const names = namesGiven(statement);
      const first = names[0];
      const exports =
        isDefault && first !== undefined
          ? [exported('default', { kind: 'name', at, name: first })]
          : names.map((name) => exported(name, { kind: 'name', at, name }));
      return { kind: 'block', at: at, isScope: false, body: [statement, ...exports] };
    }
    if (isDefault) return exported('default', this.#of.read(parts[2]));
    const group = parts.find(({ name }) => name === 'ExportGroup');
    if (group === undefined || parts.some(({ name }) => name === 'type'))
      return parts[1]?.name === 'type' ? nothing(node) : unreadAt(node);
    const string = parts.find(({ name }) => name === 'String');
    const bindings = this.#group(group);
    if (string === undefined) {
      const body = bindings.map(({ name, member }) => exported(name, { kind: 'name', at, name: member ?? name }));
      return { kind: 'block', at: at, isScope: false, body };
    }
    const module = this.#of.textOf(string).slice(1, -1);
    const body = bindings.flatMap(({ name, member }): readonly Statement[] => [
      { kind: 'import', at, module, bindings: [{ name: `export ${name}`, member }] },
      exported(name, { kind: 'name', at, name: `export ${name}` }),
    ]);
    return { kind: 'block', at: at, isScope: false, body };
  }
}

function nothing({ from }: SyntaxNode): Statement {
  return { kind: 'block', at: from, isScope: false, body: [] };
}

function expressionOf(of: Expression): Statement {
  return { kind: 'expression', at: of.at, of };
}

function namesIn(target: Target): readonly string[] {
  if (target.kind === 'name') return [target.name];
  if (target.kind === 'items') return target.items.flatMap((item) => (item === null ? [] : namesIn(item.target)));
  if (target.kind !== 'entries') return [];
  return [
    ...target.entries.flatMap((entry) => namesIn(entry.target)),
    ...(target.rest === null ? [] : namesIn(target.rest)),
  ];
}

function namesGiven(statement: Statement): readonly string[] {
  if (statement.kind === 'function' || statement.kind === 'class') return [statement.name];
  if (statement.kind === 'declare') return namesIn(statement.target);
  return statement.kind === 'block' ? statement.body.flatMap(namesGiven) : [];
}
