/** A value as it stands in a query: literals are kept as they are, variables are looked up when the query runs. */
export type QueryValue =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly QueryValue[] }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, QueryValue> };

export type QueryArguments = ReadonlyMap<string, QueryValue>;

export interface Directive {
  readonly name: string;
  readonly args: QueryArguments;
}

export type Selection =
  | {
      readonly kind: 'field';
      readonly alias: string;
      readonly name: string;
      readonly args: QueryArguments;
      readonly directives: readonly Directive[];
      readonly selections: readonly Selection[];
    }
  | { readonly kind: 'spread'; readonly name: string; readonly directives: readonly Directive[] }
  | {
      readonly kind: 'inline';
      readonly on: string | null;
      readonly directives: readonly Directive[];
      readonly selections: readonly Selection[];
    };

export interface VariableDefinition {
  readonly name: string;
  readonly required: boolean;
  readonly fallback: QueryValue | null;
}

export interface Operation {
  readonly type: 'query' | 'mutation';
  readonly name: string | null;
  readonly variables: readonly VariableDefinition[];
  readonly selections: readonly Selection[];
}

export interface Fragment {
  readonly on: string;
  readonly selections: readonly Selection[];
}

export interface QueryDocument {
  readonly operations: readonly Operation[];
  readonly fragments: ReadonlyMap<string, Fragment>;
}

export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'mark' | 'end';
  readonly text: string;
}

export class QuerySyntaxError extends Error {}

const TOKEN =
  /[\s,\uFEFF]+|#[^\n]*|(?<name>[A-Za-z_]\w*)|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|"""(?<block>[\s\S]*?)"""|(?<string>"(?:[^"\\\n]|\\.)*")|(?<mark>\.\.\.|[{}()[\]:!=$@&|])/y;

/** Cuts a query into tokens; throws on a character that GraphQL does not know. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(source)?.groups;
    if (groups === undefined)
      throw new QuerySyntaxError(`Expected NAME, actual: UNKNOWN_CHAR ("${source[at]}") at ${at}`);
    if (groups.name !== undefined) tokens.push({ kind: 'name', text: groups.name });
    else if (groups.number !== undefined) tokens.push({ kind: 'number', text: groups.number });
    else if (groups.block !== undefined) tokens.push({ kind: 'string', text: groups.block });
    else if (groups.string !== undefined) tokens.push({ kind: 'string', text: String(JSON.parse(groups.string)) });
    else if (groups.mark !== undefined) tokens.push({ kind: 'mark', text: groups.mark });
  }
  tokens.push({ kind: 'end', text: '(end of query)' });
  return tokens;
}
