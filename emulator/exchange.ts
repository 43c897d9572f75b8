import type { Identity } from './identity.ts';

/** A request to the API as the routes see it: the path without `/api/v3`, percent-encoding undone. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly body: unknown;
  readonly identity: Identity | null;
}

export interface ApiAnswer {
  readonly status: number;
  /** Bytes are sent as they are, null as an empty body, all else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request and its answer, as the log keeps it and as a judge from outside sees it. */
export interface Exchange {
  /** One-based, in the order of arrival. */
  readonly number: number;
  readonly method: string;
  /** The path without `/api/v3`, as it was sent. */
  readonly path: string;
  readonly query: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
  /** The login behind the token, null without one. */
  readonly login: string | null;
  /** The pattern of the route that answered, such as `/repos/{owner}/{repo}/pulls/{pull_number}`; null when none did. */
  readonly route: string | null;
  /** The fault that was played, in a word, or null. */
  readonly fault: string | null;
  /** Whether the request changed anything. */
  readonly wrote: boolean;
}

const DOCUMENTATION = 'https://docs.github.com/rest';

/** An answer other than success, thrown by a route and sent by the server. */
export class Refusal extends Error {
  readonly answer: ApiAnswer;

  constructor(
    status: number,
    message: string,
    errors?: readonly unknown[],
    headers?: Readonly<Record<string, string>>,
  ) {
    super(message);
    const body = { message, ...(errors ? { errors } : {}), documentation_url: DOCUMENTATION, status: String(status) };
    this.answer = { status, body, ...(headers ? { headers } : {}) };
  }
}

export function notFound(): Refusal {
  return new Refusal(404, 'Not Found');
}

/** The 422 of the endpoints that list their reasons as plain texts (reviews). */
export function unprocessable(reasons: readonly string[]): Refusal {
  return new Refusal(422, 'Unprocessable Entity', reasons);
}

/** The 422 of the endpoints that describe each field. */
export function invalid(resource: string, field: string, message: string, code = 'custom'): Refusal {
  return new Refusal(422, 'Validation Failed', [{ resource, code, field, message }]);
}

/** Whether the `Accept` header asks for one of GitHub's media types, such as `raw`, `object` or `diff`. */
export function asksFor(request: ApiRequest, media: string): boolean {
  return new RegExp(`application/vnd\\.github\\.(?:v3\\.)?${media}(?:\\+json)?\\b`).test(request.accept);
}
