import { isoSeconds } from './git-store.ts';
import { ACTIONS_BOT, type Account, type Identity, type Permissions } from './identity.ts';
import type { Anchor, PullRequest, Repository } from './state.ts';

/** A comment's anchor that the emulator is told to refuse although it is right, as GitHub now and then does. */
export type AnchorRefusal = (anchor: Anchor) => boolean;

export interface World {
  /** The web address that links start with, without a final slash. */
  readonly serverUrl: string;
  /** The address of the REST API, without a final slash; known once the server listens. */
  apiUrl: string;
  readonly repositories: Repository[];
  readonly tokens: Map<string, Identity>;
  readonly accounts: Map<string, Account>;
  /** Which of GitHub's two generations of 422 texts for bad anchors is spoken. */
  readonly anchorTexts: 'current' | 'older';
  /** How often a client sent a comment that stands on no line of the diff, orders of refusal not counted. */
  anchorRefusals: number;
  readonly refusedAnchors: AnchorRefusal[];
  /** What no client of ours should do, in words: calls off the list, GraphQL fields that do not exist. */
  readonly unexpected: string[];
  /** `resetAt` in milliseconds of real time, since clients compare it with their own clock. */
  readonly rate: { limit: number; remaining: number; resetAt: number };
  lastId: number;
  lastTime: number;
}

/** A day before any real one, so that nothing in a test can come to depend on today. */
const EPOCH = Date.parse('2026-01-05T08:00:00Z');

/** Comments and reviews are numbered beyond 31 bits by now, which GraphQL's Int has no room for. */
const FIRST_ID = 3_000_000_000;

const HOUR = 3_600_000;

export function createWorld(serverUrl: string, anchorTexts: World['anchorTexts']): World {
  return {
    serverUrl,
    apiUrl: '',
    repositories: [],
    tokens: new Map(),
    accounts: new Map([[ACTIONS_BOT.login, ACTIONS_BOT]]),
    anchorTexts,
    anchorRefusals: 0,
    refusedAnchors: [],
    unexpected: [],
    rate: { limit: 1000, remaining: 1000, resetAt: Date.now() + HOUR },
    lastId: FIRST_ID,
    lastTime: EPOCH,
  };
}

export function nextId(world: World): number {
  world.lastId += 1;
  return world.lastId;
}

/** The emulated time: one second later at each call, so that order shows and runs repeat to the byte. */
export function tick(world: World): string {
  world.lastTime += 1000;
  return isoSeconds(world.lastTime);
}

/** The account with this login, made when it is new; `[bot]` at the end makes it a bot. */
export function accountOf(world: World, login: string): Account {
  const known = world.accounts.get(login);
  if (known) return known;
  const account: Account = { id: nextId(world), login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
  world.accounts.set(login, account);
  return account;
}

/** Makes a token: with permissions it is an installation's (GITHUB_TOKEN, an app), without a person's own. */
export function issueToken(world: World, login: string, permissions: Permissions | null): string {
  const token = `${permissions === null ? 'ghp' : 'ghs'}_emulated${String(world.tokens.size + 1).padStart(28, '0')}`;
  world.tokens.set(token, { account: accountOf(world, login), permissions });
  return token;
}

export function findRepository(world: World, owner: string, name: string): Repository | undefined {
  return world.repositories.find(
    (candidate) =>
      candidate.owner.login.toLowerCase() === owner.toLowerCase() &&
      candidate.name.toLowerCase() === name.toLowerCase(),
  );
}

export function findPull(repository: Repository, number: number): PullRequest | undefined {
  return repository.pulls.find((pull) => pull.number === number);
}
