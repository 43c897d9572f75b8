import { Refusal } from './exchange.ts';
import type { Repository } from './state.ts';

/** The ref under which a fork's branch is kept: GitHub's forks share their objects with the repository they come from. */
export function branchRef(repository: Repository, owner: string, branch: string): string {
  return owner === repository.owner.login ? `refs/heads/${branch}` : `refs/forks/${owner}/${branch}`;
}

/** The commit that a client's name for it means: an id, a branch, a tag, `owner:branch`, or a full ref; null when none does. */
export function findCommit(repository: Repository, name: string): string | null {
  const [owner, branch] = name.split(':');
  if (owner !== undefined && branch !== undefined) {
    return repository.git.resolveCommit(branchRef(repository, owner, branch));
  }
  // Names such as `main~1` or `HEAD@{1}` are git's, not GitHub's.
  if (/[~^\s]|@\{|\.\./.test(name)) return null;
  if (name === 'HEAD') return repository.git.resolveCommit(`refs/heads/${repository.defaultBranch}`);
  return repository.git.resolveCommit(name);
}

export function requireCommit(repository: Repository, name: string, status = 404): string {
  const sha = findCommit(repository, name);
  if (sha === null) {
    throw new Refusal(status, status === 404 ? 'Not Found' : `No commit found for SHA: ${name}`);
  }
  return sha;
}
