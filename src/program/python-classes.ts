import type { SyntaxNode } from '@lezer/common';
import { partsOf, unreadAt } from './nodes.ts';
import type { PythonExpressions } from './python-expressions.ts';
import type { Case, ClassMember, Expression, FunctionTree, Statement } from './tree.ts';

/** Reads the statements of a body. */
export type ReadBody = (node: SyntaxNode | undefined) => readonly Statement[];

export function isBody({ name }: SyntaxNode): boolean {
  return name === 'Body';
}

export function functionOf(
  of: PythonExpressions,
  parts: readonly SyntaxNode[],
  body: ReadBody,
): { readonly name: string; readonly tree: FunctionTree } {
  const named = parts.find((part) => part.name === 'VariableName');
  const name = named === undefined ? '' : of.textOf(named);
  const list = parts.find((part) => part.name === 'ParamList');
  return { name, tree: of.function(name, list, () => body(parts.find(isBody))) };
}

/** What one statement in the body of a class makes of it. */
export function membersOf(of: PythonExpressions, node: SyntaxNode, body: ReadBody): readonly ClassMember[] {
  const parts = partsOf(node);
  switch (node.name) {
    case ':':
    case 'PassStatement':
      return [];
    case 'FunctionDefinition':
      return [methodOf(of, parts, 'method', body)];
    case 'DecoratedStatement':
      return [decoratedMember(of, parts, body)];
    case 'ExpressionStatement':
      return /^(?:[fr]?["']|\.\.\.)/.test(of.textOf(node)) ? [] : [UNREAD_MEMBER];
    case 'AssignStatement':
      return [fieldOf(of, parts)];
    default:
      return [UNREAD_MEMBER];
  }
}

function decoratedMember(of: PythonExpressions, parts: readonly SyntaxNode[], body: ReadBody): ClassMember {
  const words = parts.filter(({ name }) => name === 'Decorator').map((each) => of.textOf(each).slice(1).trim());
  const [defined] = parts.slice(-1);
  const how = words.length === 1 ? HOW.get(words[0] ?? '') : undefined;
  if (defined?.name !== 'FunctionDefinition') return UNREAD_MEMBER;
  return methodOf(of, partsOf(defined), how ?? (words.some((word) => MEANS.test(word)) ? 'unread' : 'method'), body);
}

/** `name: type = value` and its parts. */
function fieldOf(of: PythonExpressions, parts: readonly SyntaxNode[]): ClassMember {
  const [first, type] = parts;
  const given = parts.filter(({ name }) => name === 'AssignOp').length;
  if (first?.name !== 'VariableName' || given > 1) return UNREAD_MEMBER;
  const isTyped = type?.name === 'TypeDef' && !/\bClassVar\b/.test(of.textOf(type));
  const value = given === 0 ? null : of.readAll(parts.slice(parts.findIndex(({ name }) => name === 'AssignOp') + 1));
  return { name: of.textOf(first), how: isTyped ? 'declared' : 'static-field', value };
}

function methodOf(
  of: PythonExpressions,
  parts: readonly SyntaxNode[],
  how: ClassMember['how'],
  body: ReadBody,
): ClassMember {
  const { name, tree } = functionOf(of, parts, body);
  const value: Expression = { kind: 'function', at: parts[0]?.from ?? 0, function: tree };
  return { name, how, value };
}

const HOW: ReadonlyMap<string, ClassMember['how']> = new Map([
  ['staticmethod', 'static'],
  ['classmethod', 'class'],
  ['property', 'getter'],
  ['cached_property', 'getter'],
  ['functools.cached_property', 'getter'],
]);

/** Decorators that make something else of a method. */
const MEANS = /property|setter|getter|static|class|validator|overload/;

const UNREAD_MEMBER: ClassMember = { name: '', how: 'unread', value: null };

export function matchOf(
  of: PythonExpressions,
  node: SyntaxNode,
  parts: readonly SyntaxNode[],
  body: ReadBody,
): Statement {
  const inside = parts.find(({ name }) => name === 'MatchBody');
  const value = of.readAll(parts.slice(1, -1));
  const clauses = inside === undefined ? [] : partsOf(inside).filter(({ name }) => name === 'MatchClause');
  const cases = clauses.map((clause) => caseOf(of, partsOf(clause), body));
  const read = cases.filter((each) => each !== null);
  if (read.length < cases.length) return unreadAt(node);
  return { kind: 'switch', at: node.from, of: value, cases: read, fallsThrough: false };
}

function caseOf(of: PythonExpressions, [, pattern, ...rest]: readonly SyntaxNode[], body: ReadBody): Case | null {
  const guard = rest.find(({ name }) => name === 'Guard');
  const tests = pattern === undefined ? null : patternOf(of, pattern);
  if (tests === null) return null;
  return {
    tests: tests === 'all' ? null : tests,
    guard: guard === undefined ? null : of.read(partsOf(guard)[1]),
    body: body(rest.find(isBody)),
  };
}

/** What a value has to equal; null for a pattern that is not read. */
function patternOf(of: PythonExpressions, node: SyntaxNode): readonly Expression[] | 'all' | null {
  const parts = partsOf(node);
  if (node.name === 'LiteralPattern') return parts.length === 1 ? [of.read(parts[0])] : null;
  if (node.name === 'CapturePattern') return of.textOf(node) === '_' ? 'all' : null;
  if (node.name !== 'OrPattern') return null;
  const found = parts.filter(({ name }) => name !== 'LogicOp').map((part) => patternOf(of, part));
  const tests = found.filter((each) => each !== null && each !== 'all');
  return tests.length === found.length ? tests.flat() : null;
}
