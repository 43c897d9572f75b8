import type { GitHub } from './client.ts';

/** Whether somebody may write to the repository: only then does resolving a thread settle it. */
export async function mayWrite({ octokit, owner, repo }: GitHub, username: string): Promise<boolean> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
    return data.permission === 'admin' || data.permission === 'write' || data.permission === 'maintain';
  } catch {
    // Who can not be looked up can not settle anything: the comment is then treated as open.
    return false;
  }
}
