import { type Arm, type Block, blockOf, type Case, type Statement } from './code-blocks.ts';
import { isSign, isWord, spanOf, splitAt, type Token, tokensIn } from './code-tokens.ts';
import type { Code } from './code-variables.ts';

interface Line {
  readonly indentation: number;
  readonly tokens: readonly Token[];
}

/** The statements of a file of Python; null where its form is not understood. */
export function pythonBlock(all: Code): Block | null {
  const tokens = tokensIn(all, [0, all.code.length]);
  // Where tabs and blanks are mixed it is not told what stands in what.
  if (tokens === null || (/\n\t/.test(all.code) && /\n /.test(all.code))) return null;
  const lines: Line[] = [];
  for (const token of tokens) {
    const [at] = token.span;
    if (token.isFirst) lines.push({ indentation: at - all.code.lastIndexOf('\n', at) - 1, tokens: [] });
    const line = lines.pop();
    if (line !== undefined) lines.push({ ...line, tokens: [...line.tokens, token] });
  }
  return new Parser(lines).block(0);
}

class Parser {
  readonly #lines: readonly Line[];
  #next = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  /** The lines from here on that stand as far in as this, or further. */
  block(indentation: number): Block {
    const statements: Statement[] = [];
    const at = this.#lines[this.#next]?.tokens[0]?.span[0] ?? 0;
    for (let line = this.#lines[this.#next]; line !== undefined; line = this.#lines[this.#next]) {
      if (line.indentation < indentation) break;
      this.#next++;
      statements.push(...this.#statements(line));
    }
    return blockOf(statements, at);
  }

  #statements(line: Line): readonly Statement[] {
    const { tokens } = line;
    const [first, second] = isWord(tokens[0], 'async') ? tokens.slice(1) : tokens;
    const from = tokens[0]?.span[0] ?? 0;
    const made = (statement: Statement): readonly Statement[] => [statement];
    const span = (...bodies: readonly (Block | null)[]) =>
      [from, Math.max(spanOf(tokens)[1], ...bodies.map((body) => body?.span[1] ?? 0))] as const;
    if (isWord(first, 'if')) {
      const arms: Arm[] = [{ condition: headOf(tokens), body: this.#body(line) }];
      for (let next = this.#take(line, 'elif'); next !== null; next = this.#take(line, 'elif')) {
        arms.push({ condition: headOf(next.tokens), body: this.#body(next) });
      }
      const otherwise = this.#follow(line, 'else');
      return made({ kind: 'if', arms, otherwise, span: span(arms.at(-1)?.body ?? null, otherwise) });
    }
    if (isWord(first, 'for', 'while')) {
      const bodies = [this.#body(line), this.#follow(line, 'else')].filter((body) => body !== null);
      return made({ kind: 'loop', head: headOf(tokens), bodies, span: span(...bodies) });
    }
    if (isWord(first, 'try')) return made(this.#try(line, from));
    if (isWord(first, 'with', 'class')) {
      const body = this.#body(line);
      const [kind, name] = [isWord(first, 'with') ? 'with' : 'class', second?.sign ?? ''] as const;
      return made({ kind, name, head: headOf(tokens), body, span: span(body) });
    }
    if (isWord(first, 'def')) {
      const body = this.#body(line);
      return made({ kind: 'function', at: second?.span[0] ?? from, body, isEarly: false, span: span(body) });
    }
    if (isWord(first, 'match') && isSign(tokens.at(-1), ':') && isWord(this.#lines[this.#next]?.tokens[0], 'case')) {
      const cases = this.#cases(line);
      const bodies = cases.map(({ body }) => body);
      return made({ kind: 'choice', subject: headOf(tokens), cases, runsOn: false, span: span(...bodies) });
    }
    return simple(tokens);
  }

  #try(line: Line, from: number): Statement {
    const body = this.#body(line);
    const handlers: Block[] = [];
    for (let next = this.#take(line, 'except'); next !== null; next = this.#take(line, 'except')) {
      handlers.push(this.#body(next));
    }
    const behind = [this.#follow(line, 'else'), this.#follow(line, 'finally')].filter((block) => block !== null);
    const end = Math.max(...[body, ...handlers, ...behind].map(({ span }) => span[1]));
    return { kind: 'try', body, handlers, behind, span: [from, end] };
  }

  #cases({ indentation }: Line): readonly Case[] {
    const found: Case[] = [];
    for (let line = this.#lines[this.#next]; line !== undefined; line = this.#lines[this.#next]) {
      if (line.indentation <= indentation || !isWord(line.tokens[0], 'case')) break;
      this.#next++;
      const [pattern = [], guard] = splitAt(headOf(line.tokens), (token) => isWord(token, 'if'));
      found.push({ pattern, guard: guard ?? null, body: this.#body(line) });
    }
    return found;
  }

  /** What stands behind the colon of a line, or in the lines below it that stand further in. */
  #body(line: Line): Block {
    const behind = line.tokens.slice(colonOf(line.tokens) + 1);
    return behind.length > 0 ? blockOf(simple(behind), behind[0]?.span[0] ?? 0) : this.block(line.indentation + 1);
  }

  /** The next line if it goes on with what began in another, by this word. */
  #take({ indentation }: Line, word: string): Line | null {
    const line = this.#lines[this.#next];
    if (line === undefined || line.indentation !== indentation || !isWord(line.tokens[0], word)) return null;
    this.#next++;
    return line;
  }

  #follow(line: Line, word: string): Block | null {
    const next = this.#take(line, word);
    return next === null ? null : this.#body(next);
  }
}

/** The place of the colon that ends the head of a compound statement; each lambda has one of its own. */
function colonOf(tokens: readonly Token[]): number {
  let lambdas = 0;
  const found = tokens.findIndex((token) => {
    if (isWord(token, 'lambda')) lambdas++;
    return isSign(token, ':') && lambdas-- === 0;
  });
  return found < 0 ? tokens.length : found;
}

function headOf(tokens: readonly Token[]): readonly Token[] {
  return tokens.slice(isWord(tokens[0], 'async') ? 2 : 1, colonOf(tokens));
}

/** Statements of one line. */
function simple(tokens: readonly Token[]): readonly Statement[] {
  return splitAt(tokens, (token) => isSign(token, ';')).flatMap((part): readonly Statement[] => {
    const [first, ...rest] = part;
    if (first === undefined) return [];
    const span = spanOf(part);
    return isWord(first, 'return', 'raise', 'break', 'continue')
      ? [{ kind: 'leave', word: first.sign, tokens: rest, span }]
      : [{ kind: 'plain', tokens: part, span }];
  });
}
