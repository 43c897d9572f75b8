import { type ApiAnswer, Refusal } from './exchange.ts';
import { matchPattern } from './route.ts';

/** Which requests are meant: all that fit, after `skip` of them, `times` in a row (once unless given). */
export interface RequestFilter {
  readonly method?: string;
  /** GitHub's own template such as `/repos/{owner}/{repo}/pulls/{pull_number}/reviews`, an exact path, or an expression. */
  readonly path?: string | RegExp;
  /** Fits the text of a JSON body, such as a GraphQL query. */
  readonly body?: RegExp;
  readonly skip?: number;
  readonly times?: number;
}

/**
 * What goes wrong. `effect: 'after'` carries the request out first, so that a client which repeats it blindly does it twice.
 * Times are in seconds.
 */
export type Fault =
  | { readonly kind: 'abuse' }
  | { readonly kind: 'too-quickly' }
  | { readonly kind: 'secondary-limit'; readonly status?: 403 | 429; readonly retryAfter?: number }
  | { readonly kind: 'primary-limit'; readonly status?: 403 | 429; readonly resetIn: number }
  | { readonly kind: 'bad-gateway'; readonly effect?: 'before' | 'after' }
  | { readonly kind: 'reset'; readonly effect?: 'before' | 'after' }
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly effect?: 'before' | 'after';
    };

interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly bodyText: string;
}

interface Order<T> {
  readonly filter: RequestFilter;
  readonly what: T;
  skip: number;
  left: number;
}

/** Orders that wait for requests, each taken when its own turn comes. */
export class RequestQueue<T> {
  readonly #orders: Order<T>[] = [];

  add(filter: RequestFilter, what: T): void {
    this.#orders.push({ filter, what, skip: filter.skip ?? 0, left: filter.times ?? 1 });
  }

  /** What is due for this request, `most` orders at most: those behind them in the queue wait for the next that fits. */
  take(arrival: Arrival, most: number): T[] {
    const due: T[] = [];
    for (const order of this.#orders) {
      if (order.left === 0 || !fits(order.filter, arrival)) continue;
      if (order.skip > 0) order.skip -= 1;
      else if (due.length < most) {
        order.left -= 1;
        due.push(order.what);
      }
    }
    return due;
  }

  /** Orders that no request has taken yet. */
  get waiting(): number {
    return this.#orders.filter((order) => order.left > 0).length;
  }
}

/** The answer that a fault gives; null when it gives none (a reset or a hang). */
export function faultAnswer(fault: Fault): ApiAnswer | null {
  switch (fault.kind) {
    case 'abuse':
      return new Refusal(422, 'Validation Failed', [
        { resource: 'PullRequestReview', code: 'abuse', message: 'was submitted too quickly' },
      ]).answer;
    case 'too-quickly':
      return new Refusal(422, 'Unprocessable Entity', ['was submitted too quickly']).answer;
    case 'secondary-limit':
      return new Refusal(
        fault.status ?? 403,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        undefined,
        fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) },
      ).answer;
    case 'primary-limit':
      return new Refusal(fault.status ?? 403, 'API rate limit exceeded for installation.', undefined, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + fault.resetIn),
      }).answer;
    case 'bad-gateway':
      return { status: 502, body: { message: 'Server Error' } };
    case 'answer':
      return { status: fault.status, body: fault.body, headers: fault.headers ?? {} };
    default:
      return null;
  }
}

export function hasEffect(fault: Fault): boolean {
  return 'effect' in fault && fault.effect === 'after';
}

function fits(filter: RequestFilter, { method, path, bodyText }: Arrival): boolean {
  if (filter.method !== undefined && filter.method !== method) return false;
  if (filter.body !== undefined && !filter.body.test(bodyText)) return false;
  if (filter.path === undefined) return true;
  return typeof filter.path === 'string' ? matchPattern(filter.path, path) !== null : filter.path.test(path);
}
