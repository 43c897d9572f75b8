import { type Arguments, FieldRefusal, GraphqlObject, QueryRefusal } from './graphql-execute.ts';
import { commentsOfThread, mayResolve, threadObject, type View } from './graphql-pull.ts';
import { type Identity, meets } from './identity.ts';
import { readNodeId } from './json-account.ts';
import { mayEdit } from './routes-review-comments.ts';
import { type Repository, type ReviewThread, roleOf } from './state.ts';
import type { World } from './world.ts';

const CLASSIFIERS = ['ABUSE', 'DUPLICATE', 'LOW_QUALITY', 'OFF_TOPIC', 'OUTDATED', 'RESOLVED', 'SPAM'];

interface Minimizable {
  readonly author: { readonly login: string };
  minimizedReason: string | null;
}

export function mutationRoot(world: World, identity: Identity): GraphqlObject {
  const mutation = (allowed: readonly string[], give: (input: Arguments) => GraphqlObject) => ({
    takes: ['input'],
    give: (args: Arguments) => {
      const input = (args.input ?? {}) as Arguments;
      const stray = Object.keys(input).find((name) => name !== 'clientMutationId' && !allowed.includes(name));
      if (stray !== undefined) throw new QueryRefusal(`InputObject doesn't accept argument '${stray}'`);
      return give(input);
    },
  });
  return new GraphqlObject('Mutation', [], {
    resolveReviewThread: mutation(['threadId'], (input) => resolve(world, identity, input, true)),
    unresolveReviewThread: mutation(['threadId'], (input) => resolve(world, identity, input, false)),
    minimizeComment: mutation(['subjectId', 'classifier'], (input) => minimize(world, identity, input, true)),
    unminimizeComment: mutation(['subjectId'], (input) => minimize(world, identity, input, false)),
  });
}

function resolve(world: World, identity: Identity, input: Arguments, resolved: boolean): GraphqlObject {
  const found = findThread(world, identity, String(input.threadId));
  if (found === null) throw unresolvable(String(input.threadId));
  const { thread, view } = found;
  if (!mayResolve(view)) throw forbidden(identity);
  thread.resolvedBy = resolved ? identity.account : null;
  const name = resolved ? 'ResolveReviewThreadPayload' : 'UnresolveReviewThreadPayload';
  return payload(name, input, { thread: () => threadObject(view, thread) });
}

function minimize(world: World, identity: Identity, input: Arguments, minimized: boolean): GraphqlObject {
  const id = String(input.subjectId);
  const found = findMinimizable(world, id);
  if (found === null) throw unresolvable(id);
  const { repository, subject } = found;
  const question = { identity, role: roleOf(repository, identity.account.login), isPrivate: repository.isPrivate };
  if (!meets('pull_requests=write; issues=write', question) || !mayEdit(repository, identity, subject)) {
    throw forbidden(identity);
  }
  const classifier = String(input.classifier);
  if (minimized && !CLASSIFIERS.includes(classifier)) {
    throw new FieldRefusal('INVALID_ARGUMENT', `Expected "${classifier}" to be one of: ${CLASSIFIERS.join(', ')}`);
  }
  subject.minimizedReason = minimized ? classifier.toLowerCase().replace('_', '-') : null;
  const shown = new GraphqlObject(typeOf(id), ['Minimizable'], {
    isMinimized: () => subject.minimizedReason !== null,
    minimizedReason: () => subject.minimizedReason,
    viewerCanMinimize: () => true,
  });
  const [name, field] = minimized
    ? ['MinimizeCommentPayload', 'minimizedComment']
    : ['UnminimizeCommentPayload', 'unminimizedComment'];
  return payload(name, input, { [field]: () => shown });
}

function payload(name: string, input: Arguments, fields: Readonly<Record<string, () => unknown>>): GraphqlObject {
  return new GraphqlObject(name, [], { clientMutationId: () => input.clientMutationId ?? null, ...fields });
}

/** The thread with a node id, and its pull request, as an identity sees it. */
export function findThread(
  world: World,
  identity: Identity,
  id: string,
): { readonly thread: ReviewThread; readonly view: View } | null {
  const node = readNodeId(id);
  if (node?.prefix !== 'PRRT') return null;
  for (const repository of world.repositories) {
    for (const pull of repository.pulls) {
      const comment = pull.comments.find((candidate) => String(candidate.thread.id) === node.key);
      if (comment === undefined || commentsOfThread(pull, comment.thread).length === 0) continue;
      return { thread: comment.thread, view: { world, repository, pull, identity } };
    }
  }
  return null;
}

function findMinimizable(world: World, id: string): { repository: Repository; subject: Minimizable } | null {
  const node = readNodeId(id);
  for (const repository of world.repositories) {
    const lists: Readonly<Record<string, readonly (Minimizable & { readonly id: number })[]>> = {
      PRRC: repository.pulls.flatMap((pull) => pull.comments),
      PRR: repository.pulls.flatMap((pull) => pull.reviews),
      IC: repository.issueComments,
    };
    const subject = lists[node?.prefix ?? '']?.find((candidate) => String(candidate.id) === node?.key);
    if (subject !== undefined) return { repository, subject };
  }
  return null;
}

function typeOf(id: string): string {
  const prefix = readNodeId(id)?.prefix;
  if (prefix === 'PRRC') return 'PullRequestReviewComment';
  return prefix === 'PRR' ? 'PullRequestReview' : 'IssueComment';
}

function unresolvable(id: string): FieldRefusal {
  return new FieldRefusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

function forbidden(identity: Identity): FieldRefusal {
  const by = identity.permissions === null ? 'personal access token' : 'integration';
  return new FieldRefusal('FORBIDDEN', `Resource not accessible by ${by}`);
}
