import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import { parseQuery } from '../../emulator/graphql-parse.ts';
import type { PullRequestHandle } from '../../emulator/pull-handle.ts';
import type { RepositoryHandle } from '../../emulator/repository-handle.ts';
import { clientOf, judgedEmulator, lines, stopClean } from './client.ts';
import type { OpenApiJudge } from './openapi.ts';

let emulator: Emulator;
let judge: OpenApiJudge;
let repository: RepositoryHandle;
let pull: PullRequestHandle;

beforeEach(async () => {
  ({ emulator, judge } = await judgedEmulator());
  repository = emulator.createRepository({
    limits: { graphqlText: 300 },
    files: {
      'a.yaml': lines(20),
      'big.yaml': lines(60),
      'latin.yaml': Buffer.from('caf\xe9\n', 'latin1'),
      'bin.dat': 'a\0b',
    },
  });
  pull = repository.openPullRequest({ files: { 'a.yaml': lines(20, { 10: 'ten' }) } });
});

afterEach(() => stopClean(emulator, judge));

const ask = (query: string, variables = {}, token = emulator.workflowToken()) =>
  clientOf(emulator, token).graphql<Record<string, never>>(query, variables);

/** What GraphQL answered with errors beside its data. */
async function refused(query: string, variables = {}, token = emulator.workflowToken()) {
  try {
    await ask(query, variables, token);
  } catch (error) {
    return error as { errors: { type: string; message: string; path: string[] }[]; data: unknown };
  }
  throw new Error('no errors');
}

const THREADS = `query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewThreads(first: 50, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id isResolved isOutdated viewerCanResolve resolvedBy { login }
          comments(first: 100) { nodes { id databaseId body author { __typename login } viewerDidAuthor replyTo { databaseId } } }
        }
      }
    }
  }
}`;
const PULL = { owner: 'acme', name: 'infra', number: 1 };

describe('reading', () => {
  it('tells the viewer’s login with its [bot], an author’s without', async () => {
    pull.people.comment('github-actions[bot]', { path: 'a.yaml', line: 10, body: 'mine' });
    expect(await ask('{ viewer { login } }')).toEqual({ viewer: { login: 'github-actions[bot]' } });
    const { repository: found } = await ask(THREADS, PULL);
    expect(found).toMatchObject({
      pullRequest: {
        reviewThreads: {
          pageInfo: { hasNextPage: false },
          nodes: [
            {
              comments: { nodes: [{ author: { __typename: 'Bot', login: 'github-actions' }, viewerDidAuthor: true }] },
            },
          ],
        },
      },
    });
  });

  it('reads many files by alias, and says what is cut, binary or not there', async () => {
    const query = `query Files($owner: String!, $name: String!, $e0: String!) {
      repository(owner: $owner, name: $name) {
        f0: object(expression: $e0) { ...file }
        f1: object(expression: "main:big.yaml") { ...file }
        f2: object(expression: "main:bin.dat") { ... on Blob { isBinary text } __typename }
        f3: object(expression: "main:nowhere") { ...file }
        f4: object(expression: "main:latin.yaml") { ...file }
        f5: object(expression: "main:") { ... on Tree { entries { name type } } ... on Blob { text } }
      }
    }
    fragment file on Blob { oid byteSize isBinary isTruncated text }`;
    const expression = `${pull.headSha}:a.yaml`;
    const { repository: found } = await ask(query, { owner: 'acme', name: 'infra', e0: expression });
    expect(found).toMatchObject({
      f0: { text: lines(20, { 10: 'ten' }), isTruncated: false, byteSize: 147 },
      f1: { isTruncated: true, text: lines(60).slice(0, 300) },
      f2: { isBinary: true, text: null, __typename: 'Blob' },
      f3: null,
      f4: { text: 'café\n', byteSize: 5 },
      f5: { entries: [{ name: 'a.yaml', type: 'blob' }, {}, {}, {}] },
    });
  });

  it('pages by cursor', async () => {
    for (const line of [9, 10, 11]) pull.people.comment('someone', { path: 'a.yaml', line, body: `on ${line}` });
    const page = (after: string | null) =>
      ask(
        `query($after: String) { repository(owner: "acme", name: "infra") { pullRequest(number: 1) {
          reviewThreads(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { line } } } } }`,
        { after },
      );
    const first = (await page(null)) as never as Page;
    const { pageInfo, nodes } = first.repository.pullRequest.reviewThreads;
    expect([pageInfo.hasNextPage, nodes]).toEqual([true, [{ line: 9 }, { line: 10 }]]);
    const second = (await page(pageInfo.endCursor)) as never as Page;
    expect(second.repository.pullRequest.reviewThreads.nodes).toEqual([{ line: 11 }]);
  });

  it('records what GitHub’s schema does not have', async () => {
    const unknown = await refused('{ viewer { logn } }');
    expect(unknown.errors[0]?.message).toBe("Field 'logn' doesn't exist on type 'User'");
    await refused('{ viewer { login(x: 1) } }');
    await refused(
      '{ repository(owner: "acme", name: "infra") { pullRequest(number: 1) { reviewThreads { totalCount } } } }',
    );
    await refused('{ viewer { login }');
    expect(emulator.unexpected).toHaveLength(4);
    await emulator.stop();
    ({ emulator, judge } = await judgedEmulator());
  });
});

interface Page {
  repository: {
    pullRequest: {
      reviewThreads: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: { line: number }[] };
    };
  };
}

describe('changing', () => {
  const RESOLVE =
    'mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved resolvedBy { login } } } }';
  const MINIMIZE = `mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) {
    minimizedComment { isMinimized minimizedReason } } }`;

  it('resolves only with the right to push, and says so beforehand', async () => {
    pull.people.comment('github-actions[bot]', { path: 'a.yaml', line: 10, body: 'mine' });
    const id = pull.comments()[0]?.threadId;
    const canResolve = async (token: string) =>
      JSON.stringify(await ask(THREADS, PULL, token)).includes('"viewerCanResolve":true');
    expect(await canResolve(emulator.workflowToken())).toBe(false);
    expect((await refused(RESOLVE, { id })).errors).toMatchObject([
      { type: 'FORBIDDEN', message: 'Resource not accessible by integration', path: ['resolveReviewThread'] },
    ]);
    const strong = emulator.workflowToken({ contents: 'write', pull_requests: 'write' });
    expect(await canResolve(strong)).toBe(true);
    const { resolveReviewThread } = await ask(RESOLVE, { id }, strong);
    expect(resolveReviewThread).toEqual({ thread: { isResolved: true, resolvedBy: { login: 'github-actions[bot]' } } });
    expect(emulator.writes.map((exchange) => exchange.path)).toEqual(['/graphql']);
  });

  it('minimizes comments with write access to pull requests', async () => {
    pull.people.comment('github-actions[bot]', { path: 'a.yaml', line: 10, body: 'mine' });
    const id = await ask(THREADS, PULL).then((data) => /"(PRRC_[\w-]+)"/.exec(JSON.stringify(data))?.[1]);
    const readOnly = emulator.workflowToken({ contents: 'read', pull_requests: 'read' });
    expect((await refused(MINIMIZE, { id }, readOnly)).errors).toMatchObject([{ type: 'FORBIDDEN' }]);
    await ask(MINIMIZE, { id });
    expect(pull.comments()[0]?.minimized).toBe('outdated');
  });
});

describe('the parser', () => {
  it('reads operations, variables, aliases, lists, strings and directives', () => {
    const { operations, fragments } = parseQuery(`
      # a comment
      query Q($a: [ID!]! = ["x"], $b: Int = 3) @x(if: true) {
        one: nodes(ids: $a) @include(if: $b) { ...f, ... on User { login } ... { id } }
      }
      fragment f on Node { id }
      mutation { minimizeComment(input: {subjectId: "a\\"b", classifier: OUTDATED, n: -1.5, l: [true, null]}) { clientMutationId } }`);
    expect(operations.map((operation) => [operation.type, operation.name])).toEqual([
      ['query', 'Q'],
      ['mutation', null],
    ]);
    expect(operations[0]?.variables.map(({ name, required }) => [name, required])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(fragments.get('f')?.on).toBe('Node');
    const [minimize] = operations[1]?.selections ?? [];
    expect(minimize?.kind === 'field' && minimize.args.get('input')).toMatchObject({ kind: 'object' });
  });

  it.each(['{ a', '{ }', 'query { a(b: ) }', '{ a % }', '', 'subscription { a }'])('refuses %j', (query) => {
    expect(() => parseQuery(query)).toThrow();
  });
});
