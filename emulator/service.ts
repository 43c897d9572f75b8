import { type ApiAnswer, type ApiRequest, type Exchange, Refusal } from './exchange.ts';
import { type Fault, faultAnswer, hasEffect, RequestQueue } from './faults.ts';
import { answerGraphql, isMutation } from './graphql.ts';
import type { Identity } from './identity.ts';
import { answerRoute, type Match, matchRoute, type Route } from './route.ts';
import { CHECK_ROUTES } from './routes-checks.ts';
import { COMMIT_ROUTES } from './routes-commits.ts';
import { CONTENTS_ROUTES } from './routes-contents.ts';
import { GIT_ROUTES } from './routes-git.ts';
import { ISSUE_COMMENT_ROUTES } from './routes-issue-comments.ts';
import { MISC_ROUTES } from './routes-misc.ts';
import { PULL_ROUTES } from './routes-pulls.ts';
import { REVIEW_COMMENT_ROUTES } from './routes-review-comments.ts';
import { REVIEW_ROUTES } from './routes-reviews.ts';
import type { World } from './world.ts';

/** The documented list: a call that fits none of these is unexpected. More specific templates stand first. */
const ROUTES: readonly Route[] = [
  ...CHECK_ROUTES,
  ...COMMIT_ROUTES,
  ...GIT_ROUTES,
  ...CONTENTS_ROUTES,
  ...REVIEW_ROUTES,
  ...REVIEW_COMMENT_ROUTES,
  ...ISSUE_COMMENT_ROUTES,
  ...PULL_ROUTES,
  ...MISC_ROUTES,
];

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Still percent-encoded, without `/api/v3`. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** An answer to send, or what to do with the connection instead. */
export type WireAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Record<string, string>;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'reset' | 'hang' };

/** The API without its socket: takes a request, plays what was ordered, keeps the log. */
export class Service {
  readonly world: World;
  readonly log: Exchange[] = [];
  readonly faults = new RequestQueue<Fault>();
  readonly actions = new RequestQueue<() => void>();
  readonly #onExchange: (exchange: Exchange) => void;

  constructor(world: World, onExchange: (exchange: Exchange) => void) {
    this.world = world;
    this.#onExchange = onExchange;
  }

  answer(wire: WireRequest): WireAnswer {
    const number = this.log.length + 1;
    const arrival = { method: wire.method, path: wire.path, bodyText: wire.text };
    for (const action of this.actions.take(arrival, Number.POSITIVE_INFINITY))
      this.#attempt('an ordered action', action);
    const [fault] = this.faults.take(arrival, 1);
    const identity = this.#identityOf(wire);
    const spent = this.#spendRate();
    const match = isGraphql(wire.path) ? null : matchRoute(ROUTES, wire.method, wire.path);
    let answer: ApiAnswer | null = spent;
    let carriedOut = false;
    if (answer === null && (fault === undefined || hasEffect(fault))) {
      answer = this.#handle(wire, identity, match);
      carriedOut = true;
    }
    if (fault !== undefined) answer = faultAnswer(fault);
    const headers = this.#headers(number, match, identity, answer);
    const body = answer?.body ?? null;
    this.#record({
      number,
      method: wire.method,
      path: wire.path,
      query: wire.query,
      requestHeaders: wire.headers,
      requestBody: parseJson(wire.text),
      status: answer?.status ?? 0,
      responseHeaders: headers,
      responseBody: body,
      login: identity === 'unknown' ? null : (identity?.account.login ?? null),
      route: isGraphql(wire.path) ? '/graphql' : (match?.route.pattern ?? null),
      fault: fault?.kind ?? null,
      wrote: carriedOut && isWrite(wire, answer, fault !== undefined),
    });
    if (answer === null) return { kind: fault?.kind === 'hang' ? 'hang' : 'reset' };
    return { kind: 'answer', status: answer.status, headers, body: encode(body) };
  }

  #handle(wire: WireRequest, identity: Identity | null | 'unknown', match: Match | null): ApiAnswer {
    if (identity === 'unknown') return new Refusal(401, 'Bad credentials').answer;
    if (wire.headers['user-agent'] === undefined) {
      return new Refusal(403, 'Please make sure your request has a User-Agent header').answer;
    }
    const body = parseJson(wire.text);
    if (body === undefined && wire.text !== '') return new Refusal(400, 'Problems parsing JSON').answer;
    const graphql = isGraphql(wire.path) && wire.method === 'POST';
    if (match === null && !graphql) return this.#refuseUnexpected(wire);
    const request: ApiRequest = {
      method: wire.method,
      path: wire.path,
      query: new URLSearchParams(wire.query),
      accept: wire.headers.accept ?? '',
      body,
      identity,
    };
    const answer = this.#attempt(`${wire.method} ${wire.path}`, () => {
      if (match === null) return answerGraphql(this.world, identity, body ?? {});
      return answerRoute(this.world, match, request);
    });
    return answer ?? { status: 500, body: { message: 'the emulator failed' } };
  }

  /** Runs what may refuse; a failure of our own is remembered, for a test must not take it for GitHub's doing. */
  #attempt<T>(what: string, run: () => T): T | ApiAnswer | null {
    try {
      return run();
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      this.world.unexpected.push(
        `the emulator failed at ${what}: ${error instanceof Error ? error.stack : String(error)}`,
      );
      return null;
    }
  }

  /** A call off the list. Anything that would change the repository is refused as a token without the right would be. */
  #refuseUnexpected(wire: WireRequest): ApiAnswer {
    this.world.unexpected.push(`${wire.method} ${wire.path}`);
    const changes =
      wire.method !== 'GET' && /\/(?:contents|git|merges|merge|branches|releases|dispatches)\b/.test(wire.path);
    const refusal = changes
      ? new Refusal(403, 'Resource not accessible by integration')
      : new Refusal(404, 'Not Found');
    return refusal.answer;
  }

  #identityOf(wire: WireRequest): Identity | null | 'unknown' {
    const given = wire.headers.authorization;
    if (given === undefined) return null;
    const token = /^(?:token|bearer) +(.+)$/i.exec(given)?.[1]?.trim() ?? '';
    return this.world.tokens.get(token) ?? 'unknown';
  }

  #spendRate(): ApiAnswer | null {
    const { rate } = this.world;
    if (Date.now() >= rate.resetAt) {
      rate.remaining = rate.limit;
      rate.resetAt = Date.now() + 3_600_000;
    }
    if (rate.remaining === 0) return new Refusal(403, 'API rate limit exceeded for installation.').answer;
    rate.remaining -= 1;
    return null;
  }

  #headers(
    number: number,
    match: Match | null,
    identity: Identity | null | 'unknown',
    answer: ApiAnswer | null,
  ): Record<string, string> {
    const { rate } = this.world;
    const accepted = match?.route.permission ?? '';
    const app = identity !== null && identity !== 'unknown' && identity.permissions !== null;
    return {
      'content-type': 'application/json; charset=utf-8',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': `EMUL:${String(number).padStart(6, '0')}`,
      'x-ratelimit-limit': String(rate.limit),
      'x-ratelimit-remaining': String(rate.remaining),
      'x-ratelimit-used': String(rate.limit - rate.remaining),
      'x-ratelimit-reset': String(Math.ceil(rate.resetAt / 1000)),
      'x-ratelimit-resource': match === null ? 'graphql' : 'core',
      ...(app && accepted !== '' ? { 'x-accepted-github-permissions': accepted } : {}),
      ...answer?.headers,
    };
  }

  #record(exchange: Exchange): void {
    this.log.push(exchange);
    this.#onExchange(exchange);
  }
}

function isGraphql(path: string): boolean {
  return path === '/graphql' || path === '/api/graphql';
}

function isWrite(wire: WireRequest, answer: ApiAnswer | null, faulty: boolean): boolean {
  if (!faulty && (answer === null || answer.status >= 300)) return false;
  if (!isGraphql(wire.path)) return wire.method !== 'GET';
  const { data } = (answer?.body ?? {}) as { data?: object };
  // A refused mutation leaves null in its place.
  return isMutation(parseJson(wire.text)) && (faulty || Object.values(data ?? {}).some((value) => value !== null));
}

/** The value of a JSON text; undefined when it is none. */
function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function encode(body: unknown): Uint8Array {
  if (body === null) return new Uint8Array();
  return body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body), 'utf8');
}
