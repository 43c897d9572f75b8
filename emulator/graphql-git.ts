import { Buffer, isUtf8 } from 'node:buffer';
import { posix } from 'node:path';
import { GraphqlObject } from './graphql-execute.ts';
import { nodeId } from './json-account.ts';
import { findCommit } from './revision.ts';
import { fullName, type Repository } from './state.ts';
import type { World } from './world.ts';

/** What `repository.object(expression:)` names: `commit`, or `commit:path` for a file or folder; null when there is none. */
export function gitObject(world: World, repository: Repository, expression: string): GraphqlObject | null {
  const colon = expression.indexOf(':');
  const commit = findCommit(repository, colon === -1 ? expression : expression.slice(0, colon));
  if (commit === null) return null;
  if (colon === -1) return commitObject(world, repository, commit);
  const path = expression.slice(colon + 1);
  if (path === '') return treeObject(world, repository, repository.git.readCommit(commit).tree, '');
  const entry = repository.git.entries(commit).get(path);
  return entry === undefined ? null : objectOf(world, repository, entry.type, entry.sha, path);
}

export function gitObjectById(world: World, repository: Repository, oid: string): GraphqlObject | null {
  const type = repository.git.typeOf(oid);
  return type === null ? null : objectOf(world, repository, type, oid, '');
}

function objectOf(world: World, repository: Repository, type: string, oid: string, path: string): GraphqlObject | null {
  if (type === 'blob') return blobObject(world, repository, oid);
  if (type === 'tree') return treeObject(world, repository, oid, path);
  // A submodule's commit lives in another repository.
  return repository.git.typeOf(oid) === 'commit' ? commitObject(world, repository, oid) : null;
}

function blobObject(world: World, repository: Repository, oid: string): GraphqlObject {
  const bytes = repository.git.blob(oid);
  const limit = repository.limits.graphqlText;
  const binary = bytes.subarray(0, 8000).includes(0);
  return new GraphqlObject('Blob', ['GitObject', 'Node'], {
    ...identityFields(world, repository, 'B', oid),
    byteSize: () => bytes.length,
    isBinary: () => binary,
    isTruncated: () => bytes.length > limit,
    text: () => (binary ? null : decodeText(bytes.subarray(0, limit))),
  });
}

/** GitHub recodes what is not UTF-8, so the text then is not the file's bytes: clients must check the object id. */
function decodeText(bytes: Buffer): string {
  return Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}

function treeObject(world: World, repository: Repository, oid: string, path: string): GraphqlObject {
  const children = () => [...repository.git.entries(oid).values()].filter((entry) => !entry.path.includes('/'));
  return new GraphqlObject('Tree', ['GitObject', 'Node'], {
    ...identityFields(world, repository, 'T', oid),
    entries: () =>
      children().map((entry) => {
        const full = posix.join(path, entry.path);
        return new GraphqlObject('TreeEntry', [], {
          name: () => entry.path,
          path: () => full,
          type: () => entry.type,
          mode: () => Number.parseInt(entry.mode, 8),
          oid: () => entry.sha,
          size: () => entry.size ?? 0,
          object: () => objectOf(world, repository, entry.type, entry.sha, full),
        });
      }),
  });
}

export function commitObject(world: World, repository: Repository, oid: string): GraphqlObject {
  const commit = repository.git.readCommit(oid);
  return new GraphqlObject('Commit', ['GitObject', 'Node'], {
    ...identityFields(world, repository, 'C', oid),
    message: () => commit.message,
    messageHeadline: () => commit.message.split('\n')[0] ?? '',
    committedDate: () => commit.committer.date,
    tree: () => treeObject(world, repository, commit.tree, ''),
    url: () => `${world.serverUrl}/${fullName(repository)}/commit/${oid}`,
  });
}

function identityFields(world: World, repository: Repository, prefix: string, oid: string) {
  return {
    id: () => nodeId(prefix, `${fullName(repository)}@${oid}`),
    oid: () => oid,
    abbreviatedOid: () => oid.slice(0, 7),
    commitUrl: () => `${world.serverUrl}/${fullName(repository)}/commit/${oid}`,
  };
}
