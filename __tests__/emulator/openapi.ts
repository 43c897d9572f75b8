import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import type { Exchange } from '../../emulator/exchange.ts';
import { matchPattern } from '../../emulator/route.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}

interface Media {
  readonly schema?: object;
}

interface Operation {
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> } | Reference>>;
}

interface Reference {
  readonly $ref: string;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Statuses that any operation may answer with and that GitHub's description does not repeat for each. */
const ANYWHERE = [0, 400, 401, 403, 404, 422, 429, 500, 502, 503];

// ajv-formats is CommonJS: what `import` gives differs between the compiler's view and Node's.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;

/**
 * Holds exchanges with the emulator to GitHub's own description of its REST API. Unknown keys in a request are refused,
 * which the description alone does not do. Give `check` to the emulator as `onExchange`; complaints pile up in `violations`.
 */
export class OpenApiJudge {
  readonly violations: string[] = [];
  /** Operations that were seen, as `GET /repos/{owner}/{repo}`. */
  readonly seen = new Set<string>();
  readonly #description: Description;
  readonly #ajv: Ajv;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor() {
    const file = new URL('../fixtures/github-openapi-subset.json', import.meta.url);
    this.#description = withNulls(JSON.parse(readFileSync(file, 'utf8'))) as Description;
    this.#ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(this.#ajv);
    this.#ajv.addSchema({ $id: 'github', ...this.#description } as object);
  }

  readonly check = (exchange: Exchange): void => {
    if (exchange.path === '/graphql' || exchange.path === '/api/graphql') return;
    const template = this.#templateOf(exchange);
    const operation = template && this.#description.paths[template]?.[exchange.method.toLowerCase()];
    if (!template || !operation) {
      this.#complain(exchange, 'is no operation of the description');
      return;
    }
    const name = `${exchange.method} ${template}`;
    this.seen.add(name);
    this.#checkQuery(exchange, operation);
    this.#checkRequest(exchange, operation, name);
    // A fault on order answers what no description promises.
    if (exchange.fault === null) this.#checkResponse(exchange, operation, name);
  };

  #templateOf({ method, path }: Exchange): string | undefined {
    const fitting = Object.entries(this.#description.paths).filter(
      ([template, operations]) => method.toLowerCase() in operations && matchPattern(template, path) !== null,
    );
    // `/commits/{ref}` takes slashes, so `/commits/{ref}/check-runs` fits both: the longer template is meant.
    return fitting.map(([template]) => template).sort((a, b) => b.length - a.length)[0];
  }

  #checkQuery(exchange: Exchange, operation: Operation): void {
    const parameters = (operation.parameters ?? []).map((parameter) => this.#resolve(parameter) as Parameter);
    const known = parameters.filter((parameter) => parameter.in === 'query');
    for (const [name, value] of new URLSearchParams(exchange.query)) {
      const parameter = known.find((candidate) => candidate.name === name);
      if (parameter === undefined) this.#complain(exchange, `has an unknown query parameter ${name}`);
      else if (!this.#fitsQuery(parameter.schema ?? {}, value)) {
        this.#complain(exchange, `has a bad query parameter ${name}=${value}`);
      }
    }
  }

  #fitsQuery(schema: object, value: string): boolean {
    const ajv = new Ajv({ strict: false, coerceTypes: true });
    addFormats(ajv);
    return ajv.validate({ type: 'object', properties: { value: schema } }, { value }) === true;
  }

  #checkRequest(exchange: Exchange, operation: Operation, name: string): void {
    const media = operation.requestBody?.content?.['application/json'];
    if (exchange.requestBody === undefined) return;
    if (media?.schema === undefined) {
      if (Object.keys(exchange.requestBody as object).length > 0) this.#complain(exchange, 'has a body and takes none');
      return;
    }
    this.#validate(exchange, `${name} request`, closed(media.schema), exchange.requestBody, 'request');
  }

  #checkResponse(exchange: Exchange, operation: Operation, name: string): void {
    const described = operation.responses[String(exchange.status)];
    if (described === undefined) {
      if (!ANYWHERE.includes(exchange.status))
        this.#complain(exchange, `answers ${exchange.status}, which is not described`);
      return;
    }
    if (exchange.responseBody instanceof Uint8Array) return;
    const response = this.#resolve(described) as { content?: Record<string, Media> };
    const schema = mediaFor(response.content ?? {}, exchange.requestHeaders.accept ?? '')?.schema;
    if (schema === undefined) return;
    this.#validate(
      exchange,
      `${name} ${exchange.status} ${exchange.requestHeaders.accept}`,
      schema,
      exchange.responseBody,
      'response',
    );
  }

  #validate(exchange: Exchange, key: string, schema: object, value: unknown, what: string): void {
    const validate = this.#compiled.get(key) ?? this.#ajv.compile(absolute(schema) as object);
    this.#compiled.set(key, validate);
    // Through JSON once, as the client sees it: keys that are undefined are not there.
    if (validate(JSON.parse(JSON.stringify(value)))) return;
    const reasons = (validate.errors ?? [])
      .slice(0, 5)
      .map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
    this.#complain(exchange, `${what}: ${reasons.join('; ')}`);
  }

  #resolve(value: unknown): unknown {
    const reference = (value as Reference).$ref;
    if (reference === undefined) return value;
    const [, , kind = '', name = ''] = reference.split('/');
    return this.#resolve(this.#description.components[kind]?.[name]);
  }

  #complain(exchange: Exchange, problem: string): void {
    this.violations.push(`${exchange.number} ${exchange.method} ${exchange.path} ${exchange.status} ${problem}`);
  }
}

function mediaFor(content: Readonly<Record<string, Media>>, accept: string): Media | undefined {
  const asked = accept.replace('vnd.github.v3.', 'vnd.github.');
  const special = Object.keys(content).find((type) => type !== 'application/json' && asked.includes(type));
  return content[special ?? 'application/json'];
}

/** The schema with unknown keys refused in every object that names its keys. */
function closed(schema: unknown): object {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema as unknown as object;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const named = 'properties' in schema && !('additionalProperties' in schema);
  return named ? { ...inner, additionalProperties: false } : inner;
}

/** GitHub says `nullable` beside an `enum` that does not list null, and means that null may come. */
function withNulls(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNulls);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withNulls(value)]));
  const { nullable, enum: choices } = inner;
  return nullable === true && Array.isArray(choices) ? { ...inner, enum: [...choices, null] } : inner;
}

/** The schema with its references pointing into the whole description. */
function absolute(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(absolute);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'github#') : absolute(value),
    ]),
  );
}
