import { type ApiRequest, Refusal } from './exchange.ts';

/** Reads the fields of a JSON body, answering 422 as GitHub does when a field has another type than its description says. */
export class Body {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Refusal(400, 'Problems parsing JSON');
    }
    this.#fields = value as Readonly<Record<string, unknown>>;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  text(name: string): string | undefined {
    return this.#typed(name, 'string', (value) => typeof value === 'string') as string | undefined;
  }

  integer(name: string): number | undefined {
    return this.#typed(name, 'integer', (value) => Number.isInteger(value)) as number | undefined;
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw wrong(name, `${value} is not a member of ${JSON.stringify(choices)}`);
    return choice;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new Refusal(422, `Invalid request.\n\n"${name}" wasn't supplied.`);
    return value;
  }

  list(name: string): Body[] {
    const value = this.#typed(name, 'array', Array.isArray);
    return ((value ?? []) as unknown[]).map((item) => new Body(item));
  }

  object(name: string): Body | undefined {
    return this.has(name) ? new Body(this.#fields[name]) : undefined;
  }

  #typed(name: string, type: string, accepts: (value: unknown) => boolean): unknown {
    if (!this.has(name)) return undefined;
    const value = this.#fields[name];
    if (!accepts(value)) throw wrong(name, `${JSON.stringify(value)} is not of type ${type}`);
    return value;
  }
}

export function bodyOf(request: ApiRequest): Body {
  return new Body(request.body ?? {});
}

function wrong(name: string, problem: string): Refusal {
  return new Refusal(422, `Invalid request.\n\nFor 'properties/${name}', ${problem}.`);
}
