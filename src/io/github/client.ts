import { defaults } from '@actions/github/lib/utils';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { DEADLINE, withDeadline } from './deadline.ts';

const Client = Octokit.plugin(throttling, retry);

/** A client for one repository's API, with the rate limits and proxies of a runner in mind. */
export interface GitHub {
  readonly octokit: InstanceType<typeof Client>;
  readonly owner: string;
  readonly repo: string;
}

/** How often a limited request is tried again, and how long one wait may be, in seconds. */
const RETRIES = 2;
const LONGEST_WAIT = 90;

/**
 * Connects to the API that the runner's environment names (GITHUB_API_URL), through its proxy. Reads are tried again
 * after server errors; writes never are, since a write that was answered with an error may have taken place. An answer
 * that is not there after `deadline` milliseconds counts as a server error.
 */
export function connect(token: string, repository: string, userAgent: string, deadline = DEADLINE): GitHub {
  const [owner = '', repo = ''] = repository.split('/');
  const isWorthWaiting = (seconds: number, _options: unknown, _octokit: unknown, count: number) =>
    count < RETRIES && seconds <= LONGEST_WAIT;
  const octokit = new Client({
    ...defaults,
    request: { ...defaults.request, fetch: withDeadline(defaults.request?.fetch ?? fetch, deadline) },
    auth: token,
    userAgent,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    throttle: { onRateLimit: isWorthWaiting, onSecondaryRateLimit: isWorthWaiting },
    retry: { retries: RETRIES },
  });
  octokit.hook.before('request', (options) => {
    if (options.method !== 'GET' && !options.url.endsWith('/graphql')) options.request.retries = 0;
  });
  return { octokit, owner, repo };
}

/** The client logs every retry on standard error, where a template's text could come along. */
function ignore(): void {}

/** What went wrong with a request, in the parts that decisions are made on. */
export interface Failure {
  /** HTTP status; 500 also for a connection that broke. */
  readonly status: number;
  readonly message: string;
  /** `x-accepted-github-permissions` of a refused request, or null. */
  readonly acceptedPermissions: string | null;
  /** When a rate limit ends, in UTC, if the answer tells; else null. */
  readonly limitEnds: string | null;
}

/** Whether an error tells what became of a request; any other is a defect of ours. */
export function isAnswer(error: unknown): boolean {
  if (graphqlFailure(error) !== null) return true;
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** Reads the client's error as a value; anything that is no answer of GitHub is thrown on. */
export function failureOf(error: unknown): Failure {
  const refused = graphqlFailure(error);
  if (refused !== null) return refused;
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') throw error;
  const response = 'response' in error ? error.response : undefined;
  const headers = isRecord(response) && isRecord(response.headers) ? response.headers : {};
  const accepted = headers['x-accepted-github-permissions'];
  return {
    status: error.status,
    message: error.message,
    acceptedPermissions: typeof accepted === 'string' ? accepted : null,
    limitEnds: limitEnd(headers),
  };
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit */
function limitEnd(headers: Record<string, unknown>): string | null {
  const reset = Number(headers['x-ratelimit-reset']);
  if (String(headers['x-ratelimit-remaining']) !== '0' || !(reset > 0 && reset < 1e11)) return null;
  return new Date(reset * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** GraphQL answers 200 to what it refuses, with the reasons in the body. */
function graphqlFailure(error: unknown): Failure | null {
  if (!(error instanceof Error && error.name === 'GraphqlResponseError' && 'errors' in error)) return null;
  const errors: readonly unknown[] = Array.isArray(error.errors) ? error.errors : [];
  const reasons = errors.map((each) => (isRecord(each) ? String(each.message) : ''));
  const isForbidden = errors.some((each) => isRecord(each) && each.type === 'FORBIDDEN');
  return { status: isForbidden ? 403 : 200, message: reasons.join('; '), acceptedPermissions: null, limitEnds: null };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
