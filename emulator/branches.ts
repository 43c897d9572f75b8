import type { FileChanges, Signature } from './git-import.ts';
import type { Account } from './identity.ts';
import { branchRef } from './revision.ts';
import type { PullRequest, Repository } from './state.ts';
import { tick, type World } from './world.ts';

/** Who commits what, when: the login is the name, so that the API can tell the account from the commit. */
export interface Push {
  readonly author: Account;
  readonly files: FileChanges;
  readonly message: string;
}

export function signatureOf(world: World, account: Account): Signature {
  const name = account.login.replace('[bot]', '');
  return { name: account.login, email: `${account.id}+${name}@users.noreply.github.com`, date: tick(world) };
}

/** Writes a commit on top of a parent (a first one for null); no branch moves. */
export function writeCommit(world: World, repository: Repository, parent: string | null, push: Push): string {
  const author = signatureOf(world, push.author);
  return repository.git.commit({ parent, files: push.files, message: push.message, author, committer: author });
}

/** Moves a branch, and with it the pull requests that have it as head or base. */
export function moveBranch(world: World, repository: Repository, owner: string, branch: string, sha: string): void {
  repository.git.updateRef(branchRef(repository, owner, branch), sha);
  for (const pull of repository.pulls) {
    if (pull.state !== 'open') continue;
    const isHead = (pull.fork ?? repository.owner).login === owner && pull.headRef === branch;
    if (isHead) moveHead(world, repository, pull, sha);
    if (owner === repository.owner.login && pull.baseRef === branch) pull.baseSha = sha;
  }
}

function moveHead(world: World, repository: Repository, pull: PullRequest, sha: string): void {
  pull.headSha = sha;
  pull.updatedAt = tick(world);
  // What keeps a pull request's commits after its branch is gone.
  repository.git.updateRef(`refs/pull/${pull.number}/head`, sha);
}

/** Moves the head of a pull request, whichever repository its branch is in. */
export function pushHead(world: World, repository: Repository, pull: PullRequest, sha: string): void {
  moveBranch(world, repository, (pull.fork ?? repository.owner).login, pull.headRef, sha);
}
