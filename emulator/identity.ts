/** What an installation token may be given, in the words of a workflow's `permissions:`. */
export type PermissionName =
  | 'metadata'
  | 'contents'
  | 'pull_requests'
  | 'issues'
  | 'checks'
  | 'statuses'
  | 'security_events';
export type PermissionLevel = 'read' | 'write';
export type Permissions = Readonly<Partial<Record<PermissionName, PermissionLevel>>>;

/** A person's standing in a repository. */
export type Role = 'none' | 'read' | 'write' | 'admin';

export interface Account {
  readonly id: number;
  /** With the `[bot]` that REST and `viewer.login` show. */
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
}

/** Who a request comes from: a person, or an app's installation (as GITHUB_TOKEN is) with its own permissions. */
export interface Identity {
  readonly account: Account;
  readonly permissions: Permissions | null;
}

/** GITHUB_TOKEN's account; the id is the real one, which commit addresses carry. */
export const ACTIONS_BOT: Account = { id: 41898282, login: 'github-actions[bot]', type: 'Bot' };

export interface AccessQuestion {
  readonly identity: Identity | null;
  readonly role: Role;
  readonly isPrivate: boolean;
}

/**
 * Whether an identity meets a requirement written as in `x-accepted-github-permissions`:
 * `;` between alternatives, `,` between what one alternative needs together.
 */
export function meets(required: string, question: AccessQuestion): boolean {
  return required
    .split(';')
    .some((alternative) => alternative.split(',').every((need) => meetsOne(need.trim(), question)));
}

function meetsOne(need: string, { identity, role, isPrivate }: AccessQuestion): boolean {
  const [name = '', level = 'read'] = need.split('=');
  if (level === 'read' && !isPrivate) return true;
  if (identity === null) return false;
  if (identity.permissions !== null) return allows(identity.permissions, name, level);
  if (level === 'read') return role !== 'none';
  // Anyone who can read may comment and review; checks are for apps alone; the rest takes a writer.
  if (name === 'pull_requests' || name === 'issues') return !isPrivate || role !== 'none';
  return name !== 'checks' && canWrite(role);
}

export function canWrite(role: Role): boolean {
  return role === 'write' || role === 'admin';
}

function allows(permissions: Permissions, name: string, level: string): boolean {
  if (name === 'metadata') return true;
  const held = Object.entries(permissions).find(([held]) => held === name)?.[1];
  return held === 'write' || (held === 'read' && level === 'read');
}
