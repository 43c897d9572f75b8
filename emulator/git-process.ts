import { spawnSync } from 'node:child_process';

/**
 * Runs git in a repository, cut off from the machine's and the user's configuration, so that a diff is the same everywhere.
 * It is synchronous on purpose: a request then runs from start to end without another one in between.
 * Throws with git's own words when git fails or is not installed.
 */
export function runGit(directory: string, args: readonly string[], input?: string | Uint8Array): Buffer {
  const result = spawnSync('git', args, {
    cwd: directory,
    env: isolatedEnvironment(directory),
    maxBuffer: 1 << 30,
    ...(input === undefined ? {} : { input }),
  });
  if (result.error) throw new Error(`git could not be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr.toString('utf8').trim()}`);
  return result.stdout;
}

/** The same, for a question that git may answer with a failure: null then. */
export function askGit(directory: string, args: readonly string[]): string | null {
  try {
    return runGit(directory, args).toString('utf8').trim();
  } catch {
    return null;
  }
}

function isolatedEnvironment(directory: string): NodeJS.ProcessEnv {
  // A git hook that runs the tests exports GIT_DIR and GIT_INDEX_FILE; they would point us at another repository.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(inherited),
    HOME: directory,
    XDG_CONFIG_HOME: directory,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}
