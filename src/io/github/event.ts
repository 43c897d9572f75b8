import { isRecord } from './client.ts';

/** What started the run, in the parts that matter: which commits to compare, and where to speak. */
export type Trigger =
  /** A pull request: compare its head with the merge base, comment on it. */
  | {
      readonly kind: 'pull-request';
      readonly number: number;
      readonly headSha: string;
      readonly baseSha: string;
      readonly changedFiles: number | null;
      /** The commit whose settings hold: nobody but who may push there can change them. */
      readonly settingsSha: string;
    }
  /** Two commits (merge queue, push): compare them, comment nowhere. */
  | { readonly kind: 'range'; readonly headSha: string; readonly baseSha: string; readonly settingsSha: string }
  /** One commit (schedule, by hand, a new branch): judge every template in it. */
  | { readonly kind: 'commit'; readonly headSha: string; readonly settingsSha: string }
  /** Nothing to judge; says why. */
  | { readonly kind: 'nothing'; readonly reason: string };

const NO_COMMIT = /^0+$/;

/** Reads the event's name and payload. Payloads come from GitHub, yet nothing in them is taken for granted. */
export function triggerOf(name: string, payload: unknown, sha: string): Trigger {
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
      return pullRequest(name, payload);
    case 'merge_group':
      return mergeGroup(text(payload, 'merge_group', 'base_sha'), text(payload, 'merge_group', 'head_sha') ?? sha);
    case 'push':
      return text(payload, 'deleted') === 'true'
        ? { kind: 'nothing', reason: 'the branch was deleted' }
        : pushed(text(payload, 'before'), text(payload, 'after') ?? sha);
    case 'schedule':
    case 'workflow_dispatch':
      return commit(sha);
    default:
      return {
        kind: 'nothing',
        reason: `the event ${name} names no commits to judge; use pull_request, merge_group, push, schedule or workflow_dispatch`,
      };
  }
}

function pullRequest(name: string, payload: unknown): Trigger {
  const number = Number(text(payload, 'pull_request', 'number'));
  const headSha = text(payload, 'pull_request', 'head', 'sha');
  const baseSha = text(payload, 'pull_request', 'base', 'sha');
  if (!Number.isInteger(number) || headSha === null || baseSha === null) {
    return { kind: 'nothing', reason: `the payload of ${name} holds no pull request` };
  }
  if (text(payload, 'pull_request', 'state') === 'closed') {
    return { kind: 'nothing', reason: 'the pull request is closed' };
  }
  const changed = text(payload, 'pull_request', 'changed_files');
  const changedFiles = changed !== null && /^\d+$/.test(changed) ? Number(changed) : null;
  return { kind: 'pull-request', number, headSha, baseSha, changedFiles, settingsSha: baseSha };
}

function mergeGroup(base: string | null, headSha: string): Trigger {
  return base === null ? commit(headSha) : { kind: 'range', headSha, baseSha: base, settingsSha: base };
}

/** A commit of zeros stands for a branch that was not there before. */
function pushed(before: string | null, headSha: string): Trigger {
  if (before === null || NO_COMMIT.test(before)) return commit(headSha);
  return { kind: 'range', headSha, baseSha: before, settingsSha: headSha };
}

function commit(headSha: string): Trigger {
  return { kind: 'commit', headSha, settingsSha: headSha };
}

function text(payload: unknown, ...path: readonly string[]): string | null {
  let value = payload;
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  return value === undefined || value === null || typeof value === 'object' ? null : String(value);
}
