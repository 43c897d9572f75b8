import { GraphqlObject } from './graphql-execute.ts';
import type { Account } from './identity.ts';
import { nodeId } from './json-account.ts';
import type { World } from './world.ts';

/** An author: GraphQL leaves the `[bot]` of a bot's login out, REST does not. */
export function actorObject(world: World, account: Account): GraphqlObject {
  const login = account.login.replace('[bot]', '');
  return new GraphqlObject(account.type, ['Actor', 'Node'], {
    id: () => nodeId(account.type === 'Bot' ? 'BOT' : 'U', account.id),
    databaseId: () => account.id,
    login: () => login,
    url: () => (account.type === 'Bot' ? `${world.serverUrl}/apps/${login}` : `${world.serverUrl}/${login}`),
    resourcePath: () => (account.type === 'Bot' ? `/apps/${login}` : `/${login}`),
    avatarUrl: { takes: ['size'], give: () => `${world.serverUrl}/avatars/u/${account.id}` },
  });
}

/** `viewer` and `resolvedBy` are of type User even for a bot, and keep the `[bot]`. */
export function viewerObject(world: World, account: Account): GraphqlObject {
  return new GraphqlObject('User', ['Actor', 'Node'], {
    id: () => nodeId(account.type === 'Bot' ? 'BOT' : 'U', account.id),
    databaseId: () => account.id,
    login: () => account.login,
    name: () => null,
    url: () => `${world.serverUrl}/${account.login.replace('[bot]', '')}`,
  });
}
