import { Body } from './body.ts';
import type { ApiAnswer } from './exchange.ts';
import { actorObject, viewerObject } from './graphql-actor.ts';
import { type Arguments, executeQuery, FieldRefusal, GraphqlObject, QueryRefusal } from './graphql-execute.ts';
import { commitObject, gitObject, gitObjectById } from './graphql-git.ts';
import { findThread, mutationRoot } from './graphql-mutation.ts';
import { parseQuery } from './graphql-parse.ts';
import {
  issueCommentObject,
  pullObject,
  reviewCommentObject,
  reviewObject,
  threadObject,
  type View,
} from './graphql-pull.ts';
import { QuerySyntaxError } from './graphql-syntax.ts';
import { canWrite, type Identity, meets } from './identity.ts';
import { nodeId, readNodeId } from './json-account.ts';
import { pullKey } from './json-pull.ts';
import { fullName, type Repository, roleOf } from './state.ts';
import { findPull, findRepository, type World } from './world.ts';

/** Answers a GraphQL request. What GitHub's schema would refuse is recorded as unexpected: a client never sends it. */
export function answerGraphql(world: World, identity: Identity | null, requestBody: unknown): ApiAnswer {
  if (identity === null) {
    return { status: 401, body: { message: 'This endpoint requires you to be authenticated.', documentation_url: '' } };
  }
  const body = new Body(requestBody);
  const variables = isRecord(requestBody) && isRecord(requestBody.variables) ? requestBody.variables : {};
  try {
    const document = parseQuery(body.required('query'));
    const roots = { query: queryRoot(world, identity), mutation: mutationRoot(world, identity) };
    const { data, errors } = executeQuery(document, roots, variables, body.text('operationName') ?? null);
    return { status: 200, body: errors.length === 0 ? { data } : { data, errors } };
  } catch (error) {
    if (!(error instanceof QueryRefusal || error instanceof QuerySyntaxError)) throw error;
    world.unexpected.push(`GraphQL: ${error.message}`);
    return { status: 200, body: { errors: [{ message: error.message, locations: [{ line: 1, column: 1 }] }] } };
  }
}

/** Whether a GraphQL body asks for a change. */
export function isMutation(requestBody: unknown): boolean {
  if (!isRecord(requestBody) || typeof requestBody.query !== 'string') return false;
  try {
    return parseQuery(requestBody.query).operations.some((operation) => operation.type === 'mutation');
  } catch {
    return false;
  }
}

function queryRoot(world: World, identity: Identity): GraphqlObject {
  const node = (id: unknown) => findNode(world, identity, String(id));
  return new GraphqlObject('Query', [], {
    viewer: () => viewerObject(world, identity.account),
    repository: { takes: ['owner', 'name', 'followRenames'], give: (args) => findVisible(world, identity, args) },
    node: { takes: ['id'], give: ({ id }) => node(id) },
    nodes: { takes: ['ids'], give: ({ ids }) => (Array.isArray(ids) ? ids.map(node) : []) },
    rateLimit: () => rateObject(world),
  });
}

function rateObject(world: World): GraphqlObject {
  return new GraphqlObject('RateLimit', [], {
    limit: () => world.rate.limit,
    remaining: () => world.rate.remaining,
    used: () => world.rate.limit - world.rate.remaining,
    cost: () => 1,
    resetAt: () => new Date(world.rate.resetAt).toISOString(),
  });
}

function findVisible(world: World, identity: Identity, { owner, name }: Arguments): GraphqlObject {
  const repository = findRepository(world, String(owner), String(name));
  const hidden =
    repository?.isPrivate && identity.permissions === null && roleOf(repository, identity.account.login) === 'none';
  if (repository === undefined || hidden) {
    throw new FieldRefusal('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  }
  return repositoryObject(world, repository, identity);
}

function repositoryObject(world: World, repository: Repository, identity: Identity): GraphqlObject {
  const full = fullName(repository);
  const role = roleOf(repository, identity.account.login);
  const guard = (permission: string): void => {
    if (meets(permission, { identity, role, isPrivate: repository.isPrivate })) return;
    throw new FieldRefusal('FORBIDDEN', 'Resource not accessible by integration');
  };
  const refObject = (branch: string): GraphqlObject | null => {
    const sha = repository.git.resolveCommit(`refs/heads/${branch}`);
    if (sha === null) return null;
    return new GraphqlObject('Ref', ['Node'], {
      name: () => branch,
      target: () => commitObject(world, repository, sha),
    });
  };
  return new GraphqlObject('Repository', ['Node'], {
    id: () => nodeId('R', full),
    databaseId: () => repository.id,
    name: () => repository.name,
    nameWithOwner: () => full,
    owner: () => actorObject(world, repository.owner),
    url: () => `${world.serverUrl}/${full}`,
    isPrivate: () => repository.isPrivate,
    isFork: () => false,
    viewerPermission: () => (identity.permissions === null && canWrite(role) ? role.toUpperCase() : 'READ'),
    defaultBranchRef: () => refObject(repository.defaultBranch),
    ref: {
      takes: ['qualifiedName'],
      give: ({ qualifiedName }) => refObject(String(qualifiedName).replace(/^refs\/heads\//, '')),
    },
    object: {
      takes: ['expression', 'oid'],
      give: ({ expression, oid }) => {
        guard('contents=read');
        if (typeof oid === 'string') return gitObjectById(world, repository, oid);
        return gitObject(world, repository, String(expression));
      },
    },
    pullRequest: {
      takes: ['number'],
      give: ({ number }) => {
        guard('pull_requests=read');
        const pull = findPull(repository, Number(number));
        if (pull !== undefined) return pullObject({ world, repository, pull, identity });
        throw new FieldRefusal('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
      },
    },
  });
}

function findNode(world: World, identity: Identity, id: string): GraphqlObject {
  const thread = findThread(world, identity, id);
  if (thread !== null) return threadObject(thread.view, thread.thread);
  const key = readNodeId(id);
  for (const repository of world.repositories) {
    for (const pull of repository.pulls) {
      const found = inPull({ world, repository, pull, identity }, key?.prefix ?? '', key?.key ?? '');
      if (found !== null) return found;
    }
  }
  throw new FieldRefusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

function inPull(view: View, prefix: string, key: string): GraphqlObject | null {
  const { repository, pull } = view;
  if (prefix === 'PR') return key === pullKey(repository, pull) ? pullObject(view) : null;
  const byKey = (item: { readonly id: number }): boolean => String(item.id) === key;
  const comment = prefix === 'PRRC' ? pull.comments.find(byKey) : undefined;
  if (comment !== undefined) return reviewCommentObject(view, comment);
  const review = prefix === 'PRR' ? pull.reviews.find(byKey) : undefined;
  if (review !== undefined) return reviewObject(view, review);
  const said = prefix === 'IC' ? repository.issueComments.find(byKey) : undefined;
  return said === undefined || said.issue !== pull.number ? null : issueCommentObject(view, said);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
