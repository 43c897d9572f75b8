import type { Directive, Operation, QueryArguments, QueryDocument, QueryValue, Selection } from './graphql-syntax.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** A field: what it gives, and the names of the arguments it takes. */
export interface GraphqlField {
  readonly takes: readonly string[];
  readonly give: (args: Arguments) => unknown;
}

/** An object of the graph; its fields are worked out only when asked for. */
export class GraphqlObject {
  readonly typename: string;
  readonly interfaces: readonly string[];
  readonly fields: Readonly<Record<string, GraphqlField | (() => unknown)>>;

  constructor(typename: string, interfaces: readonly string[], fields: GraphqlObject['fields']) {
    this.typename = typename;
    this.interfaces = interfaces;
    this.fields = fields;
  }
}

/** A field that GitHub answers with null and an entry in `errors`, the rest of the query standing. */
export class FieldRefusal extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** A query that GitHub refuses whole, because its schema does not have what is asked for. */
export class QueryRefusal extends Error {}

export interface GraphqlResult {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly unknown[];
}

/** Runs the one operation of a document (or the one named) against the root objects. */
export function executeQuery(
  document: QueryDocument,
  roots: { readonly query: GraphqlObject; readonly mutation: GraphqlObject },
  variables: Arguments,
  operationName: string | null,
): GraphqlResult {
  const operation = document.operations.find((each) => operationName === null || each.name === operationName);
  if (operation === undefined) throw new QueryRefusal(`No operation named "${operationName}"`);
  const run = new Execution(document, variablesOf(operation, variables));
  const data = run.object(roots[operation.type], operation.selections, []);
  return { data, errors: run.errors };
}

class Execution {
  readonly errors: unknown[] = [];
  readonly #document: QueryDocument;
  readonly #variables: ReadonlyMap<string, unknown>;

  constructor(document: QueryDocument, variables: ReadonlyMap<string, unknown>) {
    this.#document = document;
    this.#variables = variables;
  }

  object(
    target: GraphqlObject,
    selections: readonly Selection[],
    path: readonly (string | number)[],
  ): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const selection of selections) {
      if (!this.#included(selection.directives)) continue;
      if (selection.kind === 'field') {
        const value = this.#field(target, selection, [...path, selection.alias]);
        result[selection.alias] = merged(result[selection.alias], value);
        continue;
      }
      const { on, inner } = this.#fragment(selection);
      if (on !== null && on !== target.typename && !target.interfaces.includes(on)) continue;
      for (const [name, value] of Object.entries(this.object(target, inner, path))) {
        result[name] = merged(result[name], value);
      }
    }
    return result;
  }

  #fragment(selection: Exclude<Selection, { kind: 'field' }>): { on: string | null; inner: readonly Selection[] } {
    if (selection.kind === 'inline') return { on: selection.on, inner: selection.selections };
    const fragment = this.#document.fragments.get(selection.name);
    if (fragment === undefined) throw new QueryRefusal(`Fragment ${selection.name} was used, but not defined`);
    return { on: fragment.on, inner: fragment.selections };
  }

  #field(
    target: GraphqlObject,
    field: Extract<Selection, { kind: 'field' }>,
    path: readonly (string | number)[],
  ): unknown {
    if (field.name === '__typename') return target.typename;
    const found = Object.hasOwn(target.fields, field.name) ? target.fields[field.name] : undefined;
    if (found === undefined) throw new QueryRefusal(`Field '${field.name}' doesn't exist on type '${target.typename}'`);
    const { takes, give } = typeof found === 'function' ? { takes: [], give: found } : found;
    const args = this.#values(field.args);
    const stray = Object.keys(args).find((name) => !takes.includes(name));
    if (stray !== undefined) throw new QueryRefusal(`Field '${field.name}' doesn't accept argument '${stray}'`);
    try {
      return this.#complete(give(args), field, path);
    } catch (error) {
      if (!(error instanceof FieldRefusal)) throw error;
      this.errors.push({ type: error.type, path, locations: [{ line: 1, column: 1 }], message: error.message });
      return null;
    }
  }

  #complete(value: unknown, field: Extract<Selection, { kind: 'field' }>, path: readonly (string | number)[]): unknown {
    if (Array.isArray(value)) return value.map((item, index) => this.#complete(item, field, [...path, index]));
    if (!(value instanceof GraphqlObject)) {
      if (field.selections.length > 0 && value !== null) {
        throw new QueryRefusal(`Selections can't be made on scalars (field '${field.name}')`);
      }
      return value;
    }
    if (field.selections.length === 0) {
      throw new QueryRefusal(
        `Field must have selections (field '${field.name}' returns ${value.typename} but has no selections.)`,
      );
    }
    return this.object(value, field.selections, path);
  }

  #included(directives: readonly Directive[]): boolean {
    return directives.every(({ name, args }) => {
      const condition = this.#values(args).if === true;
      if (name !== 'include' && name !== 'skip') throw new QueryRefusal(`Directive @${name} is not defined`);
      return name === 'include' ? condition : !condition;
    });
  }

  #values(args: QueryArguments): Arguments {
    return Object.fromEntries([...args].map(([name, value]) => [name, this.#value(value)]));
  }

  #value(value: QueryValue): unknown {
    switch (value.kind) {
      case 'literal':
        return value.value;
      case 'list':
        return value.items.map((item) => this.#value(item));
      case 'object':
        return this.#values(value.fields);
      case 'variable':
        if (!this.#variables.has(value.name)) {
          throw new QueryRefusal(`Variable $${value.name} is used but not declared`);
        }
        return this.#variables.get(value.name);
    }
  }
}

function variablesOf(operation: Operation, given: Arguments): ReadonlyMap<string, unknown> {
  const declared = new Map<string, unknown>();
  for (const { name, required, fallback } of operation.variables) {
    const value = given[name] ?? (fallback?.kind === 'literal' ? fallback.value : null);
    if (required && value === null) throw new QueryRefusal(`Variable $${name} was provided invalid value`);
    declared.set(name, value);
  }
  const stray = Object.keys(given).find((name) => !declared.has(name));
  // GitHub ignores it; for us it is a slip of the client.
  if (stray !== undefined) throw new QueryRefusal(`Variable $${stray} is given but not declared`);
  return declared;
}

/** Two selections of one name show one object, with the fields of both. */
function merged(before: unknown, value: unknown): unknown {
  if (!isRecord(before) || !isRecord(value)) return value;
  const both: Record<string, unknown> = { ...before };
  for (const [name, inner] of Object.entries(value)) both[name] = merged(both[name], inner);
  return both;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
