import { type ApiAnswer, type ApiRequest, notFound, Refusal } from './exchange.ts';
import { type Identity, meets } from './identity.ts';
import { type PullRequest, type Repository, roleOf } from './state.ts';
import { findPull, findRepository, type World } from './world.ts';

export interface Call {
  readonly world: World;
  readonly request: ApiRequest;
  readonly params: Readonly<Record<string, string>>;
}

export interface RepositoryCall extends Call {
  readonly repository: Repository;
}

export interface PullCall extends RepositoryCall {
  readonly pull: PullRequest;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** GitHub's own template; a last `{path}` or `{ref}` takes slashes. */
  readonly pattern: string;
  /** As in `x-accepted-github-permissions`; empty when any token will do. */
  readonly permission: string;
  readonly handle: (call: Call) => ApiAnswer;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route for a request, with the values of its template's braces. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match | null {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchPattern(route.pattern, path);
    if (params !== null) return { route, params };
  }
  return null;
}

/** The values of a template's braces in a path that is still percent-encoded, or null when it does not fit. */
export function matchPattern(pattern: string, path: string): Record<string, string> | null {
  const source = pattern.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'path' || name === 'ref' || name === 'basehead' || name === 'branch'
      ? `(?<${name}>.+)`
      : `(?<${name}>[^/]+)`,
  );
  const match = new RegExp(`^${source}$`).exec(path);
  if (match === null) return null;
  return Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]));
}

/** Answers with a route after its permission was checked; throws the refusal otherwise. */
export function answerRoute(world: World, { route, params }: Match, request: ApiRequest): ApiAnswer {
  const repository = params.owner === undefined ? undefined : findRepository(world, params.owner, params.repo ?? '');
  if (params.owner !== undefined) {
    const role = repository && request.identity ? roleOf(repository, request.identity.account.login) : 'none';
    const installed = request.identity !== null && request.identity.permissions !== null;
    if (repository === undefined || (repository.isPrivate && role === 'none' && !installed)) throw notFound();
    if (route.permission !== '') {
      const question = { identity: request.identity, role, isPrivate: repository.isPrivate };
      if (!meets(route.permission, question)) throw forbidden(request.identity);
    }
  }
  return route.handle({ world, request, params });
}

/** Wraps the handler of a route below a repository. */
export function onRepository(handle: (call: RepositoryCall) => ApiAnswer): Route['handle'] {
  return (call) => {
    const repository = findRepository(call.world, call.params.owner ?? '', call.params.repo ?? '');
    if (repository === undefined) throw notFound();
    return handle({ ...call, repository });
  };
}

/** Wraps the handler of a route below a pull request. */
export function onPull(handle: (call: PullCall) => ApiAnswer): Route['handle'] {
  return onRepository((call) => {
    const pull = findPull(call.repository, Number(call.params.pull_number ?? call.params.issue_number));
    if (pull === undefined) throw notFound();
    return handle({ ...call, pull });
  });
}

/** The identity of a request that needs one. */
export function signedIn(request: ApiRequest): Identity {
  if (request.identity === null) throw new Refusal(401, 'Requires authentication');
  return request.identity;
}

export function forbidden(identity: Identity | null): Refusal {
  if (identity === null) return new Refusal(401, 'Requires authentication');
  return new Refusal(
    403,
    `Resource not accessible by ${identity.permissions === null ? 'personal access token' : 'integration'}`,
  );
}

function decode(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    return text ?? '';
  }
}
