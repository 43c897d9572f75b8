import { ACTIONS_BOT, type Account } from './identity.ts';
import { type PullRequest, type Repository, roleOf } from './state.ts';
import type { World } from './world.ts';

/** GitHub's `simple-user`. */
export function accountJson(world: World, account: Account) {
  const slug = account.login.replace('[bot]', '');
  const api = `${world.apiUrl}/users/${encodeURIComponent(account.login)}`;
  const html = account.type === 'Bot' ? `${world.serverUrl}/apps/${slug}` : `${world.serverUrl}/${slug}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type === 'Bot' ? 'BOT' : 'U', account.id),
    avatar_url: `${world.serverUrl}/avatars/u/${account.id}`,
    gravatar_id: '',
    url: api,
    html_url: html,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: account.type,
    site_admin: false,
  };
}

/** The app behind `github-actions[bot]`, as check runs carry it. */
export function actionsAppJson(world: World) {
  return {
    id: 15368,
    slug: 'github-actions',
    node_id: nodeId('A', 15368),
    owner: accountJson(world, { id: 9919, login: 'github', type: 'Organization' }),
    name: 'GitHub Actions',
    description: 'Automate your workflow from idea to production',
    external_url: 'https://help.github.com/en/actions',
    html_url: `${world.serverUrl}/apps/github-actions`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2019-12-10T19:04:12Z',
    permissions: { contents: 'read', metadata: 'read', pull_requests: 'write', checks: 'write' },
    events: [],
  };
}

export function associationOf(repository: Repository, pull: PullRequest | null, account: Account): string {
  if (account.login === repository.owner.login) return 'OWNER';
  if (account.login === ACTIONS_BOT.login) return 'NONE';
  const role = roleOf(repository, account.login);
  if (role === 'write' || role === 'admin') return 'COLLABORATOR';
  return pull?.author.login === account.login ? 'CONTRIBUTOR' : 'NONE';
}

/** A node id in GitHub's newer form: a prefix for the type, the number in base64url. */
export function nodeId(prefix: string, id: number | string): string {
  return `${prefix}_${btoa(String(id)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')}`;
}

/** What a node id stands for, or null when it is none of ours. */
export function readNodeId(id: string): { prefix: string; key: string } | null {
  const match = /^([A-Z]+)_([\w-]+)$/.exec(id);
  if (match === null) return null;
  try {
    return { prefix: match[1] ?? '', key: atob((match[2] ?? '').replaceAll('-', '+').replaceAll('_', '/')) };
  } catch {
    return null;
  }
}
