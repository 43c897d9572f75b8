import { type Arm, type Block, blockOf, type Case, type Statement } from './code-blocks.ts';
import { insideOf, isGroup, isSign, isWord, spanOf, type Token, tokensIn } from './code-tokens.ts';
import type { Code, Span } from './code-variables.ts';

/** The statements of a part of a file of JavaScript or TypeScript; null where its form is not understood. */
export function scriptBlock(all: Code, span: Span): Block | null {
  const tokens = tokensIn(all, span);
  if (tokens === null) return null;
  const parser = new Parser(all, tokens, 0);
  const block = parser.block(span[0]);
  return parser.isUnderstood ? block : null;
}

/** Code is written by anyone: statements in so many others are not understood. */
const DEEPEST = 100;

class Parser {
  readonly #all: Code;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth: number;
  isUnderstood = true;

  constructor(all: Code, tokens: readonly Token[], depth: number) {
    this.#all = all;
    this.#tokens = tokens;
    this.#depth = depth;
  }

  block(at: number): Block {
    const statements: Statement[] = [];
    while (this.#next < this.#tokens.length) statements.push(...this.#statement());
    return blockOf(statements, at);
  }

  #statement(): readonly Statement[] {
    while (isWord(this.#peek(), 'export', 'default') && !isGroup(this.#peek(1), '{')) this.#next++;
    const first = this.#peek();
    if (first === undefined) return [];
    const [from] = first.span;
    const isLabel = isSign(this.#peek(1), ':') && isWord(this.#peek(2), 'for', 'while', 'do', 'switch');
    if (isLabel) this.#next += 2;
    if (isSign(first, ';')) {
      this.#next++;
      return [];
    }
    const statement = this.#compound(from);
    return [statement ?? this.#simple()];
  }

  #compound(from: number): Statement | null {
    const first = this.#peek();
    const span = (): Span => [from, this.#tokens[this.#next - 1]?.span[1] ?? from];
    if (isGroup(first, '{')) {
      const body = this.#inner();
      return { kind: 'if', arms: [], otherwise: body, span: span() };
    }
    if (isWord(first, 'if') && isGroup(this.#peek(1), '(')) {
      const { arms, otherwise } = this.#if();
      return { kind: 'if', arms, otherwise, span: span() };
    }
    const isLoop = isWord(first, 'for', 'while') && (isGroup(this.#peek(1), '(') || isWord(this.#peek(1), 'await'));
    if (isLoop) {
      this.#next += isWord(this.#peek(1), 'await') ? 2 : 1;
      const head = this.#group();
      const body = this.#one();
      return { kind: 'loop', head, bodies: [body], span: span() };
    }
    if (isWord(first, 'do') && isGroup(this.#peek(1), '{')) {
      this.#next++;
      const body = this.#inner();
      if (isWord(this.#peek(), 'while')) this.#next++;
      return { kind: 'loop', head: this.#group(), bodies: [body], span: span() };
    }
    if (isWord(first, 'switch') && isGroup(this.#peek(1), '(')) {
      this.#next++;
      const subject = this.#group();
      const inside = this.#group('{');
      return { kind: 'choice', subject, cases: this.#cases(inside), runsOn: true, span: span() };
    }
    if (isWord(first, 'try') && isGroup(this.#peek(1), '{')) return this.#try(from);
    return this.#definition(from, span);
  }

  #definition(from: number, span: () => Span): Statement | null {
    const first = this.#peek();
    const ahead = isWord(first, 'async') || isWord(first, 'abstract') ? 1 : 0;
    const word = this.#peek(ahead);
    if (isWord(word, 'function')) {
      const name = this.#peek(isSign(this.#peek(ahead + 1), '*') ? ahead + 2 : ahead + 1);
      this.#skipTo('{');
      return { kind: 'function', at: name?.span[0] ?? from, body: null, isEarly: true, span: span() };
    }
    if (!isWord(word, 'class')) return null;
    const name = this.#peek(ahead + 1)?.sign ?? '';
    this.#skipTo('{');
    return { kind: 'class', name, head: [], body: blockOf([], from), span: span() };
  }

  #skipTo(bracket: string): void {
    while (this.#next < this.#tokens.length && !isGroup(this.#peek(), bracket)) this.#next++;
    this.#next++;
  }

  #if(): { readonly arms: readonly Arm[]; readonly otherwise: Block | null } {
    const arms: Arm[] = [];
    for (;;) {
      this.#next++;
      arms.push({ condition: this.#group(), body: this.#one() });
      if (!isWord(this.#peek(), 'else')) return { arms, otherwise: null };
      this.#next++;
      if (!isWord(this.#peek(), 'if')) return { arms, otherwise: this.#one() };
    }
  }

  #try(from: number): Statement {
    this.#next++;
    const body = this.#inner();
    const handlers: Block[] = [];
    if (isWord(this.#peek(), 'catch')) {
      this.#next += isGroup(this.#peek(1), '(') ? 2 : 1;
      handlers.push(this.#inner());
    }
    const behind: Block[] = [];
    if (isWord(this.#peek(), 'finally')) {
      this.#next++;
      behind.push(this.#inner());
    }
    return { kind: 'try', body, handlers, behind, span: [from, this.#tokens[this.#next - 1]?.span[1] ?? from] };
  }

  #cases(tokens: readonly Token[]): readonly Case[] {
    const found: Case[] = [];
    const isStart = (token: Token | undefined) => isWord(token, 'case') || isWord(token, 'default');
    let at = 0;
    while (at < tokens.length) {
      if (!isStart(tokens[at])) this.isUnderstood = false;
      const colon = tokens.findIndex((token, index) => index > at && isSign(token, ':'));
      if (colon < 0) this.isUnderstood = false;
      const behind = colon < 0 ? tokens.length : colon + 1;
      const isNext = (token: Token, index: number) =>
        index >= behind && isStart(token) && !isSign(tokens[index - 1], '.', '?', ':', ',') && index > at;
      // Directly behind the colon of another case the next may stand.
      const next = tokens.findIndex((token, index) => (index === behind && isStart(token)) || isNext(token, index));
      const end = next < 0 ? tokens.length : next;
      const inside = new Parser(this.#all, tokens.slice(behind, end), this.#depth);
      const body = inside.block(tokens[behind]?.span[0] ?? tokens[behind - 1]?.span[1] ?? 0);
      this.isUnderstood &&= inside.isUnderstood;
      const pattern = isWord(tokens[at], 'default') ? null : tokens.slice(at + 1, behind - 1);
      found.push({ pattern, guard: null, body });
      at = end;
    }
    return found;
  }

  /** A statement that is the whole body of another. */
  #one(): Block {
    const at = this.#peek()?.span[0] ?? 0;
    if (isSign(this.#peek(), ';')) {
      this.#next++;
      return blockOf([], at);
    }
    if (isGroup(this.#peek(), '{')) return this.#inner();
    if (this.#depth >= DEEPEST) this.#giveUp();
    this.#depth++;
    const block = blockOf(this.#statement(), at);
    this.#depth--;
    return block;
  }

  /** The statements between braces. */
  #inner(): Block {
    const [at] = this.#peek()?.span ?? [0];
    const tokens = this.#depth >= DEEPEST ? [] : this.#group('{');
    if (this.#depth >= DEEPEST) this.#giveUp();
    const parser = new Parser(this.#all, tokens, this.#depth + 1);
    const block = parser.block(at);
    this.isUnderstood &&= parser.isUnderstood;
    return block;
  }

  #giveUp(): void {
    this.isUnderstood = false;
    this.#next = this.#tokens.length;
  }

  #group(bracket = '('): readonly Token[] {
    const token = this.#peek();
    const inside = token !== undefined && isGroup(token, bracket) ? insideOf(this.#all, token) : null;
    this.#next++;
    if (inside === null) this.isUnderstood = false;
    return inside ?? [];
  }

  #simple(): Statement {
    const from = this.#next;
    this.#next++;
    while (this.#next < this.#tokens.length && !this.#endsHere()) this.#next++;
    const tokens = this.#tokens.slice(from, this.#next);
    if (isSign(this.#peek(), ';')) this.#next++;
    const [first, ...rest] = tokens;
    const span = spanOf(tokens);
    return isWord(first, 'return', 'throw', 'break', 'continue')
      ? { kind: 'leave', word: first?.sign ?? '', tokens: rest, span }
      : { kind: 'plain', tokens, span };
  }

  /** Whether a statement ends before the next token: by a semicolon, or with its line where it does not go on. */
  #endsHere(): boolean {
    const [before, next] = [this.#peek(-1), this.#peek()];
    if (isSign(next, ';')) return true;
    if (next === undefined || !next.isFirst) return false;
    if (isWord(before, 'return', 'break', 'continue')) return true;
    const goesOn = before?.kind === 'sign' && !['++', '--'].includes(before.sign);
    const isWordOf = (token: Token | undefined) =>
      isWord(token, 'in', 'instanceof', 'of', 'new', 'await', 'typeof', 'case', 'extends', 'as', 'satisfies', 'throw');
    const isFollowed = next.kind === 'sign' || isGroup(next, '(') || isGroup(next, '[') || next.sign === '`';
    return !(goesOn || isFollowed || isWordOf(before) || isWord(next, 'in', 'instanceof', 'as', 'satisfies'));
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead];
  }
}
