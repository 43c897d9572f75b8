import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { decode, readBytes } from './read-text.ts';

/** The rules of one .gitignore, which count from the folder that it stands in. */
interface RuleFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The .gitignore files that hold in a folder, outermost first; those further in have the last word, as in git. */
export type IgnoreRules = readonly RuleFile[];

/**
 * The rules that hold for what is below a folder that the user named (absolute path): those from the root of its git
 * work tree down, its own included. When they ignore the folder itself, the user has overruled them, and only its own
 * hold.
 */
export function rulesFor(folder: string): IgnoreRules {
  const root = gitRoot(folder);
  if (root === null || root === folder) return withFolder([], folder);
  const steps = relative(root, dirname(folder))
    .split(sep)
    .filter((step) => step !== '');
  const above = steps.map((_, index) => join(root, ...steps.slice(0, index + 1)));
  const outer = [root, ...above].reduce(withFolder, [] as IgnoreRules);
  const path = [...above.slice(1), folder];
  return path.some((each) => isIgnored(outer, each, true)) ? withFolder([], folder) : withFolder(outer, folder);
}

/** The rules with those of a further folder added, when it has any. */
export function withFolder(rules: IgnoreRules, folder: string): IgnoreRules {
  const file = join(folder, '.gitignore');
  const read = existsSync(file) ? readBytes(file) : null;
  if (read?.kind !== 'read') return rules;
  return [...rules, { folder, rules: ignore({ ignorecase: false }).add(decode(read.bytes)) }];
}

/** Whether the rules ignore a path (absolute); its folders are taken to have been asked about before. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (const { folder, rules: own } of rules.toReversed()) {
    const name = relative(folder, path).split(sep).join('/');
    const { ignored, unignored } = own.test(isFolder ? `${name}/` : name);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** The root of the git work tree that a folder is in, or null. In a worktree or submodule `.git` is a file. */
export function gitRoot(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return null;
  }
}
