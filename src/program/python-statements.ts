import type { SyntaxNode } from '@lezer/common';
import { between, partsOf, unreadAt } from './nodes.ts';
import { functionOf, isBody, matchOf, membersOf } from './python-classes.ts';
import { PythonExpressions } from './python-expressions.ts';
import type { ClassTree, Expression, Handler, ImportBinding, Statement, Target } from './tree.ts';

type Reading = (node: SyntaxNode, parts: readonly SyntaxNode[]) => Statement;

/** Reads a file of Python from its syntax tree. */
export function readPython(text: string, root: SyntaxNode): readonly Statement[] {
  return new PythonStatements(text).block(partsOf(root));
}

class PythonStatements {
  readonly #of: PythonExpressions;

  constructor(text: string) {
    this.#of = new PythonExpressions(text);
  }

  block(parts: readonly SyntaxNode[]): readonly Statement[] {
    return parts.filter(({ name }) => name !== ':').map((part) => this.#read(part));
  }

  #body(node: SyntaxNode | undefined): readonly Statement[] {
    return node === undefined ? [] : this.block(partsOf(node));
  }

  #read(node: SyntaxNode): Statement {
    const reading = this.#readings[node.name];
    return reading === undefined ? unreadAt(node) : this.#of.deeper(node, () => reading(node, partsOf(node)));
  }

  readonly #readings: Readonly<Record<string, Reading>> = {
    ExpressionStatement: (node, parts) => ({ kind: 'expression', at: node.from, of: this.#of.readAll(parts) }),
    AssignStatement: (node, parts) => this.#assignment(node, parts),
    UpdateStatement: (node, [target, , ...value]) => {
      const to = target === undefined ? ({ kind: 'unread', at: node.from } as const) : this.#of.target(target);
      const of: Expression = {
        kind: 'assign',
        at: node.from,
        target: to,
        operator: 'other',
        value: this.#of.readAll(value),
      };
      return { kind: 'expression', at: node.from, of };
    },
    StatementGroup: (node, parts) => ({
      kind: 'block',
      at: node.from,
      isScope: false,
      body: this.block(parts.filter(({ name }) => name !== ';')),
    }),
    ReturnStatement: (node, [, ...value]) => ({
      kind: 'return',
      at: node.from,
      value: value.length === 0 ? null : this.#of.readAll(value),
    }),
    RaiseStatement: (node, [, value]) => ({
      kind: 'raise',
      at: node.from,
      value: value === undefined ? null : this.#of.read(value),
    }),
    PassStatement: (node) => ({ kind: 'block', at: node.from, isScope: false, body: [] }),
    TypeDefinition: (node) => ({ kind: 'block', at: node.from, isScope: false, body: [] }),
    AssertStatement: (node, parts) => ({
      kind: 'if',
      at: node.from,
      test: this.#of.read(parts[1]),
      met: [],
      otherwise: [{ kind: 'raise', at: node.from, value: null }],
    }),
    BreakStatement: (node) => ({ kind: 'leave', at: node.from, how: 'break' }),
    ContinueStatement: (node) => ({ kind: 'leave', at: node.from, how: 'continue' }),
    DeleteStatement: (node, [, ...parts]) => ({
      kind: 'block',
      at: node.from,
      isScope: false,
      body: between(parts, ',').flatMap(([each]) =>
        each === undefined ? [] : [{ kind: 'delete', at: each.from, target: this.#of.target(each) }],
      ),
    }),
    ScopeStatement: (node, [word, ...parts]) => {
      const names = parts.filter(({ name }) => name === 'VariableName').map((part) => this.#of.textOf(part));
      this.#of.names.share(names);
      return { kind: 'shared', at: node.from, names, isGlobal: word?.name === 'global' };
    },
    ImportStatement: (node, parts) => this.#imported(node, parts),
    IfStatement: (_node, parts) => this.#if(parts),
    WhileStatement: (node, parts) => ({
      kind: 'loop',
      at: node.from,
      first: [],
      test: this.#of.readAll(parts.slice(1, parts.findIndex(isBody))),
      update: null,
      body: this.#body(parts.find(isBody)),
      otherwise: this.#body(parts.filter(isBody)[1]),
      isBodyFirst: false,
    }),
    ForStatement: (node, parts) => this.#for(node, parts),
    TryStatement: (node, parts) => this.#try(node, parts),
    WithStatement: (node, parts) => this.#with(node, parts),
    FunctionDefinition: (node, parts) => this.#definition(node, parts, []),
    ClassDefinition: (node, parts) => this.#class(node, parts, []),
    DecoratedStatement: (_node, parts) => this.#decorated(parts),
    MatchStatement: (node, parts) => matchOf(this.#of, node, parts, (inner) => this.#body(inner)),
  };

  /** `a = b = value`, `name: type = value`. */
  #assignment(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const sides = between(
      parts.filter(({ name }) => name !== 'TypeDef'),
      'AssignOp',
    );
    const [value] = sides.slice(-1);
    const targets = parts.some(({ name }) => name === 'AssignOp') ? sides.slice(0, -1) : [];
    const [first, ...others] = targets.map((side) => this.#of.targets(side));
    if (first === undefined || value === undefined) return { kind: 'block', at: node.from, isScope: false, body: [] };
    const read = this.#of.readAll(value);
    const assigned = (target: Target, of: Expression): Expression => ({
      kind: 'assign',
      at: node.from,
      target,
      operator: 'plain',
      value: of,
    });
    // The value is made once; the targets get it from left to right.
    const all = others.reduce((inner, target) => assigned(target, inner), assigned(first, read));
    return { kind: 'expression', at: node.from, of: all };
  }

  #imported(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const at = parts.findIndex(({ name }) => name === 'import');
    const taken = between(
      parts.slice(at + 1).filter(({ name }) => name !== '(' && name !== ')'),
      ',',
    );
    const isFrom = parts[0]?.name === 'from';
    const module = parts
      .slice(1, at)
      .map((part) => this.#of.textOf(part))
      .join('');
    const body = taken.flatMap((part): readonly Statement[] => {
      const cut = part.findIndex(({ name }) => name === 'as');
      const path = (cut < 0 ? part : part.slice(0, cut)).map((each) => this.#of.textOf(each)).join('');
      const alias = cut < 0 ? null : part.at(-1);
      const name = alias ? this.#of.textOf(alias) : isFrom ? path : (path.split('.')[0] ?? path);
      this.#of.names.add(name);
      const bindings: readonly ImportBinding[] = [{ name, member: isFrom ? path : null }];
      // `import a.b` gives the name `a`.
      const from = isFrom ? module : alias ? path : name;
      return [{ kind: 'import', at: node.from, module: from, bindings }];
    });
    return { kind: 'block', at: node.from, isScope: false, body };
  }

  #if(parts: readonly SyntaxNode[]): Statement {
    const [word] = parts;
    const body = parts.findIndex(isBody);
    const rest = parts.slice(body + 1);
    const [next] = rest;
    const otherwise = next?.name === 'elif' ? [this.#of.deeper(next, () => this.#if(rest))] : this.#body(rest[1]);
    const test = this.#of.readAll(parts.slice(1, body));
    return { kind: 'if', at: word?.from ?? 0, test, met: this.#body(parts[body]), otherwise };
  }

  #for(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const start = parts.findIndex(({ name }) => name === 'for') + 1;
    const middle = parts.findIndex(({ name }) => name === 'in');
    const body = parts.findIndex(isBody);
    return {
      kind: 'for',
      at: node.from,
      target: this.#of.targets(parts.slice(start, middle)),
      isDeclared: false,
      over: this.#of.readAll(parts.slice(middle + 1, body)),
      overNames: false,
      body: this.#body(parts[body]),
      otherwise: this.#body(parts.filter(isBody)[1]),
    };
  }

  #try(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const clauses: SyntaxNode[][] = [];
    for (const part of parts) {
      if (/^(?:try|except|else|finally)$/.test(part.name)) clauses.push([part]);
      else clauses.at(-1)?.push(part);
    }
    const bodyOf = (word: string) => this.#body(clauses.find(([first]) => first?.name === word)?.at(-1));
    const handlers = clauses.filter(([first]) => first?.name === 'except').map((clause) => this.#handler(clause));
    return {
      kind: 'try',
      at: node.from,
      body: bodyOf('try'),
      handlers,
      otherwise: bodyOf('else'),
      last: bodyOf('finally'),
    };
  }

  #handler(clause: readonly SyntaxNode[]): Handler {
    const named = clause.findIndex(({ name }) => name === 'as');
    const target = named < 0 ? undefined : clause[named + 1];
    const types = clause.slice(1, named < 0 ? -1 : named).filter(({ name }) => name !== '*');
    return {
      types: types.length === 0 ? null : types.map((type) => this.#of.textOf(type)),
      target: target === undefined ? null : this.#of.target(target),
      body: this.#body(clause.at(-1)),
    };
  }

  /** What `with` makes has its name in the body. */
  #with(node: SyntaxNode, parts: readonly SyntaxNode[]): Statement {
    const start = parts.findIndex(({ name }) => name === 'with') + 1;
    const items = between(
      parts.slice(start, parts.findIndex(isBody)).filter(({ name }) => name !== '(' && name !== ')'),
      ',',
    );
    const given = items.map((item): Statement => {
      const [value, , target] = item;
      const of: Expression = { kind: 'operation', at: node.from, operator: 'with', of: [this.#of.read(value)] };
      if (target === undefined) return { kind: 'expression', at: node.from, of };
      return { kind: 'declare', at: node.from, target: this.#of.target(target), value: of, isVar: false };
    });
    // What it suppresses is not told: it may be anything.
    const body: Statement = { kind: 'block', at: node.from, isScope: false, body: this.#body(parts.find(isBody)) };
    const isSuppressing = items.some(([value]) => value !== undefined && /\bsuppress\b/.test(this.#of.textOf(value)));
    const handlers: readonly Handler[] = [{ types: null, target: null, body: [] }];
    const tried: Statement = { kind: 'try', at: node.from, body: [body], handlers, otherwise: [], last: [] };
    return { kind: 'block', at: node.from, isScope: false, body: [...given, isSuppressing ? tried : body] };
  }

  #definition(node: SyntaxNode, parts: readonly SyntaxNode[], decorators: readonly Expression[]): Statement {
    const { name, tree } = functionOf(this.#of, parts, (inner) => this.#body(inner));
    this.#of.names.add(name);
    return { kind: 'function', at: node.from, name, function: tree, decorators };
  }

  #decorated(parts: readonly SyntaxNode[]): Statement {
    const decorators = parts.filter(({ name }) => name === 'Decorator').map((each) => this.#decorator(each));
    const [of] = parts.slice(-1);
    if (of === undefined) return { kind: 'unread', at: 0 };
    return of.name === 'ClassDefinition'
      ? this.#class(of, partsOf(of), decorators)
      : this.#definition(of, partsOf(of), decorators);
  }

  /** `@a.b(c)`: names, dots and arguments in a row. */
  #decorator(node: SyntaxNode): Expression {
    const [, first, ...rest] = partsOf(node);
    let of = this.#of.read(first);
    for (const part of rest) {
      const at = part.from;
      if (part.name === 'ArgList') {
        of = { kind: 'call', at, callee: of, given: this.#of.arguments(part), isNew: false, isOptional: false };
      } else if (part.name !== '.') {
        const name: Expression = { kind: 'literal', at, value: this.#of.textOf(part) };
        of = { kind: 'member', at, of, name, isAttribute: true, isOptional: false };
      }
    }
    return of;
  }

  #class(node: SyntaxNode, parts: readonly SyntaxNode[], decorators: readonly Expression[]): Statement {
    const named = parts.find((part) => part.name === 'VariableName');
    const name = named === undefined ? '' : this.#of.textOf(named);
    this.#of.names.add(name);
    const list = parts.find((part) => part.name === 'ArgList');
    const given = list === undefined ? [] : this.#of.arguments(list).filter((each) => each.name === null);
    const body = parts.find(isBody);
    const members = (body === undefined ? [] : partsOf(body)).flatMap((part) =>
      membersOf(this.#of, part, (inner) => this.#body(inner)),
    );
    const tree: ClassTree = { name, bases: given.map(({ value }) => value), members, decorators };
    return { kind: 'class', at: node.from, name, class: tree };
  }
}
