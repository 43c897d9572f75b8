import { type ApiAnswer, notFound } from './exchange.ts';
import { accountJson } from './json-account.ts';
import { repositoryJson } from './json-repository.ts';
import { type Call, forbidden, onRepository, type RepositoryCall, type Route, signedIn } from './route.ts';
import { roleOf } from './state.ts';
import { accountOf, type World } from './world.ts';

const ROOT = '/repos/{owner}/{repo}';

export const MISC_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: '/rate_limit', permission: '', handle: rateLimit },
  { method: 'GET', pattern: '/user', permission: '', handle: user },
  { method: 'GET', pattern: ROOT, permission: 'metadata=read', handle: onRepository(repository) },
  {
    method: 'GET',
    pattern: `${ROOT}/collaborators/{username}/permission`,
    permission: 'metadata=read',
    handle: onRepository(collaborator),
  },
];

function rateLimit({ world }: Call): ApiAnswer {
  const core = rate(world);
  return { status: 200, body: { resources: { core, graphql: core, search: core }, rate: core } };
}

function rate({ rate: { limit, remaining, resetAt } }: World) {
  return { limit, remaining, used: limit - remaining, reset: Math.ceil(resetAt / 1000) };
}

function user({ world, request }: Call): ApiAnswer {
  const identity = signedIn(request);
  // An installation is nobody: GITHUB_TOKEN has to ask GraphQL for its login.
  if (identity.permissions !== null) throw forbidden(identity);
  const { account } = identity;
  const empty = {
    name: account.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
  };
  const counts = { public_repos: 1, public_gists: 0, followers: 0, following: 0 };
  const times = { created_at: '2020-01-01T00:00:00Z', updated_at: '2020-01-01T00:00:00Z' };
  return { status: 200, body: { ...accountJson(world, account), ...empty, ...counts, ...times } };
}

function repository({ world, repository }: RepositoryCall): ApiAnswer {
  return { status: 200, body: repositoryJson(world, repository) };
}

function collaborator({ world, repository, params }: RepositoryCall): ApiAnswer {
  const login = params.username ?? '';
  if (!world.accounts.has(login)) throw notFound();
  const role = roleOf(repository, login);
  const person = { ...accountJson(world, accountOf(world, login)), role_name: role };
  return { status: 200, body: { permission: role, role_name: role, user: person } };
}
