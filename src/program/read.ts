import { type ProgramLanguage, parse } from './nodes.ts';
import { readPython } from './python-statements.ts';
import { readScript } from './script-statements.ts';
import type { CallExpression, Expression, Statement } from './tree.ts';

/** What a text of a program says; null where it is not wholly understood. */
export function readProgram(text: string, language: ProgramLanguage): readonly Statement[] | null {
  const root = parse(text, language);
  if (root === null) return null;
  return language === 'python' ? readPython(text, root) : readScript(text, root);
}

/**
 * The calls of functions that have one of these names, but for those in functions that nothing of the program names
 * and that are not `entry`: nothing calls these.
 */
export function callsOf(
  files: readonly (readonly Statement[])[],
  names: ReadonlySet<string>,
  entry: string,
): readonly CallExpression[] {
  const functions = files.flat().filter((each) => each.kind === 'function' && each.decorators.length === 0);
  let idle: readonly Statement[] = [];
  for (let before = -1; before < idle.length; ) {
    before = idle.length;
    const named = new Set([entry]);
    visit(files, new Set(idle), (node) => {
      const name = nameIn(node);
      if (name !== null) named.add(name);
    });
    idle = functions.filter((each) => each.kind === 'function' && !named.has(each.name));
  }
  const found: CallExpression[] = [];
  visit(files, new Set(idle), (node) => {
    if (isCall(node) && names.has(lastName(node.callee))) found.push(node);
  });
  return found;
}

/** Goes through all that a program says, but for some statements. */
function visit(node: unknown, without: ReadonlySet<unknown>, take: (node: object) => void): void {
  if (typeof node !== 'object' || node === null || node instanceof Set || without.has(node)) return;
  take(node);
  for (const child of Object.values(node)) visit(child, without, take);
}

/** A name that an expression reads, or a string that may be one. */
function nameIn(node: object): string | null {
  if (!('kind' in node)) return null;
  if (node.kind === 'name' && 'name' in node) return String(node.name);
  return node.kind === 'literal' && 'value' in node ? String(node.value) : null;
}

function isCall(node: object): node is CallExpression {
  return 'kind' in node && node.kind === 'call' && 'callee' in node;
}

function lastName(callee: Expression): string {
  if (callee.kind === 'name') return callee.name;
  const name = callee.kind === 'member' ? callee.name : null;
  return name?.kind === 'literal' ? String(name.value) : '';
}
