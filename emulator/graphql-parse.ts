import {
  type Directive,
  type Fragment,
  type Operation,
  type QueryArguments,
  type QueryDocument,
  QuerySyntaxError,
  type QueryValue,
  type Selection,
  type Token,
  tokenize,
  type VariableDefinition,
} from './graphql-syntax.ts';

/** Parses the part of GraphQL that clients send: operations, variables, arguments, aliases, fragments, directives. */
export function parseQuery(source: string): QueryDocument {
  return new Parser(tokenize(source)).document();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  document(): QueryDocument {
    const operations: Operation[] = [];
    const fragments = new Map<string, Fragment>();
    while (this.#peek().kind !== 'end') {
      if (this.#peek().text === 'fragment') {
        this.#next();
        const name = this.#name();
        this.#expect('on');
        fragments.set(name, { on: this.#name(), selections: this.#selections() });
      } else operations.push(this.#operation());
    }
    if (operations.length === 0)
      throw new QuerySyntaxError('A query attribute must be specified and must be a string.');
    return { operations, fragments };
  }

  #operation(): Operation {
    const short = this.#peek().text === '{';
    const type = short ? 'query' : this.#next().text;
    if (type !== 'query' && type !== 'mutation') throw this.#unexpected();
    const name = !short && this.#peek().kind === 'name' ? this.#next().text : null;
    const variables = this.#peek().text === '(' ? this.#variables() : [];
    this.#directives();
    return { type, name, variables, selections: this.#selections() };
  }

  #variables(): VariableDefinition[] {
    const variables: VariableDefinition[] = [];
    this.#expect('(');
    while (!this.#skip(')')) {
      this.#expect('$');
      const name = this.#name();
      this.#expect(':');
      const required = this.#type();
      variables.push({ name, required, fallback: this.#skip('=') ? this.#value() : null });
    }
    return variables;
  }

  /** Reads a type and says whether a value must be given. */
  #type(): boolean {
    if (this.#skip('[')) {
      this.#type();
      this.#expect(']');
    } else this.#name();
    return this.#skip('!');
  }

  #selections(): Selection[] {
    const selections: Selection[] = [];
    this.#expect('{');
    while (!this.#skip('}')) selections.push(this.#selection());
    if (selections.length === 0) throw this.#unexpected();
    return selections;
  }

  #selection(): Selection {
    if (this.#skip('...')) return this.#fragment();
    const first = this.#name();
    const name = this.#skip(':') ? this.#name() : first;
    const args = this.#arguments();
    const directives = this.#directives();
    const selections = this.#peek().text === '{' ? this.#selections() : [];
    return { kind: 'field', alias: first, name, args, directives, selections };
  }

  #fragment(): Selection {
    const token = this.#peek();
    if (token.kind === 'name' && token.text !== 'on') {
      return { kind: 'spread', name: this.#name(), directives: this.#directives() };
    }
    const on = this.#skip('on') ? this.#name() : null;
    return { kind: 'inline', on, directives: this.#directives(), selections: this.#selections() };
  }

  #arguments(): QueryArguments {
    const args = new Map<string, QueryValue>();
    if (!this.#skip('(')) return args;
    while (!this.#skip(')')) {
      const name = this.#name();
      this.#expect(':');
      args.set(name, this.#value());
    }
    return args;
  }

  #directives(): Directive[] {
    const directives: Directive[] = [];
    while (this.#skip('@')) directives.push({ name: this.#name(), args: this.#arguments() });
    return directives;
  }

  #value(): QueryValue {
    if (this.#skip('$')) return { kind: 'variable', name: this.#name() };
    if (this.#skip('[')) {
      const items: QueryValue[] = [];
      while (!this.#skip(']')) items.push(this.#value());
      return { kind: 'list', items };
    }
    if (this.#skip('{')) {
      const fields = new Map<string, QueryValue>();
      while (!this.#skip('}')) {
        const name = this.#name();
        this.#expect(':');
        fields.set(name, this.#value());
      }
      return { kind: 'object', fields };
    }
    return { kind: 'literal', value: this.#literal() };
  }

  #literal(): unknown {
    const token = this.#next();
    if (token.kind === 'string') return token.text;
    if (token.kind === 'number') return Number(token.text);
    if (token.kind !== 'name') throw this.#unexpected();
    if (token.text === 'true' || token.text === 'false') return token.text === 'true';
    // An enum's word is handed on as text.
    return token.text === 'null' ? null : token.text;
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #next(): Token {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  #skip(text: string): boolean {
    const token = this.#peek();
    if (token.text !== text || token.kind === 'string' || token.kind === 'end') return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw this.#unexpected();
  }

  #name(): string {
    const token = this.#next();
    if (token.kind !== 'name') throw this.#unexpected();
    return token.text;
  }

  #unexpected(): QuerySyntaxError {
    return new QuerySyntaxError(`Parse error on ${JSON.stringify(this.#peek().text)}`);
  }
}
