import type { Block, Statement } from './code-blocks.ts';
import { type CodeFunction, outlineOf } from './code-functions.ts';
import { type Token, tokensIn } from './code-tokens.ts';
import type { Code } from './code-variables.ts';
import { pythonBlock } from './python-blocks.ts';
import { scriptBlock } from './script-blocks.ts';

/** A function, or the file, with what runs in it. */
export interface Unit {
  readonly of: CodeFunction | null;
  readonly body: Block;
  /** The expression that a lambda or an arrow returns. */
  readonly returns: readonly Token[] | null;
}

/** The file and its functions; null where the form of the code is not understood. */
export function unitsIn(all: Code): readonly Unit[] | null {
  const outline = outlineOf(all);
  if (!outline.isWhole || all.language === 'shell') return null;
  const whole = all.language === 'python' ? pythonBlock(all) : scriptBlock(all, [0, all.code.length]);
  if (whole === null) return null;
  const defined = new Map(functionsOf(whole).map(({ at, body }) => [at, body]));
  const units: Unit[] = [{ of: null, body: whole, returns: null }];
  for (const of of outline.functions) {
    const returns = returnsOf(all, of);
    const body = returns !== null ? { span: of.range, statements: [] } : (defined.get(of.at) ?? bodyOf(all, of));
    if (body === null) return null;
    units.push({ of, body, returns });
  }
  return units;
}

function returnsOf(all: Code, { name, range, returns, parameters }: CodeFunction): readonly Token[] | null {
  if (returns !== null) return tokensIn(all, returns);
  if (all.language !== 'python' || name !== null) return null;
  const from = parameters.at(-1)?.[1] ?? range[0];
  const colon = all.code.indexOf(':', from);
  return colon < 0 ? null : tokensIn(all, [colon + 1, range[1]]);
}

/** The body of a function of JavaScript that is written in braces. */
function bodyOf(all: Code, { range, parameters }: CodeFunction): Block | null {
  const { closes } = outlineOf(all);
  for (let at = parameters.at(-1)?.[1] ?? range[0]; at < range[1]; at++) {
    if (all.code[at] === '{' && closes[at] === range[1]) return scriptBlock(all, [at + 1, range[1]]);
  }
  return null;
}

type Defined = Extract<Statement, { kind: 'function' }>;

function functionsOf({ statements }: Block): readonly Defined[] {
  return statements.flatMap((statement): readonly Defined[] => {
    switch (statement.kind) {
      case 'function':
        return statement.body === null ? [] : [statement, ...functionsOf(statement.body)];
      case 'if':
        return [...statement.arms.map(({ body }) => body), statement.otherwise].flatMap((body) =>
          body === null ? [] : functionsOf(body),
        );
      case 'choice':
        return statement.cases.flatMap(({ body }) => functionsOf(body));
      case 'loop':
        return statement.bodies.flatMap(functionsOf);
      case 'try':
        return [statement.body, ...statement.handlers, ...statement.behind].flatMap(functionsOf);
      case 'class':
      case 'with':
        return functionsOf(statement.body);
      default:
        return [];
    }
  });
}
