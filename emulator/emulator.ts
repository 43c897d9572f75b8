import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moveBranch, writeCommit } from './branches.ts';
import type { Exchange } from './exchange.ts';
import type { Fault, RequestFilter } from './faults.ts';
import type { FileChanges } from './git-import.ts';
import { GitStore } from './git-store.ts';
import { ACTIONS_BOT, type Permissions } from './identity.ts';
import { RepositoryHandle } from './repository-handle.ts';
import { listen } from './server.ts';
import { Service } from './service.ts';
import type { Limits, Repository } from './state.ts';
import { type AnchorRefusal, accountOf, createWorld, issueToken, nextId, tick, type World } from './world.ts';

export interface EmulatorOptions {
  /** A port of loopback; a free one unless given. */
  readonly port?: number;
  /** Keeps the process alive until `stop`, as a server for people must; a failed test had better end without. */
  readonly hold?: boolean;
  /** The web address in links: `https://github.com` unless given. */
  readonly serverUrl?: string;
  /** With true the API is below `/api/v3` and GraphQL at `/api/graphql`, as on GitHub Enterprise Server. */
  readonly enterprise?: boolean;
  /** Which generation of GitHub's 422 texts for bad anchors is spoken: `current` unless given. */
  readonly anchorTexts?: 'current' | 'older';
  /** Sees each request with its answer before the answer is sent; what it throws becomes an unexpected call. */
  readonly onExchange?: (exchange: Exchange) => void;
}

export interface RepositoryOptions {
  readonly owner?: string;
  readonly name?: string;
  /** The first commit of the default branch. */
  readonly files?: FileChanges;
  readonly defaultBranch?: string;
  readonly private?: boolean;
  /** Sizes to lower, so that a test need not make files of 100 MB. */
  readonly limits?: Partial<Limits>;
  readonly actionsMayApprove?: boolean;
}

const MEGABYTE = 1 << 20;

const GITHUB_LIMITS: Limits = {
  contentsJson: MEGABYTE,
  blob: 100 * MEGABYTE,
  graphqlText: 512_000,
  patchLines: 20_000,
  patchBytes: MEGABYTE,
  listedFiles: 3000,
  comparedFiles: 300,
  treeEntries: 100_000,
  commentsPerReview: 100,
  commentsPerIssue: 2500,
};

/** Starts a GitHub on loopback, with no repository in it yet. Needs git on the PATH. Call `stop` when done. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const world = createWorld(options.serverUrl ?? 'https://github.com', options.anchorTexts ?? 'current');
  const service = new Service(world, (exchange) => {
    try {
      options.onExchange?.(exchange);
    } catch (error) {
      world.unexpected.push(
        `${exchange.method} ${exchange.path}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  });
  const { origin, close } = await listen(service, options.port ?? 0, options.hold ?? false);
  world.apiUrl = options.enterprise ? `${origin}/api/v3` : origin;
  const graphqlUrl = options.enterprise ? `${origin}/api/graphql` : `${origin}/graphql`;
  return new Emulator(world, service, graphqlUrl, close);
}

/** A running GitHub: its repositories, its tokens, what goes wrong in it, and what was asked of it. */
export class Emulator {
  readonly graphqlUrl: string;
  readonly #world: World;
  readonly #service: Service;
  readonly #close: () => Promise<void>;
  readonly #directory = mkdtempSync(join(tmpdir(), 'github-emulator-'));

  constructor(world: World, service: Service, graphqlUrl: string, close: () => Promise<void>) {
    this.#world = world;
    this.#service = service;
    this.graphqlUrl = graphqlUrl;
    this.#close = close;
  }

  /** The address of the REST API, without a final slash. */
  get apiUrl(): string {
    return this.#world.apiUrl;
  }

  get serverUrl(): string {
    return this.#world.serverUrl;
  }

  /** Creates a repository with one commit on its default branch (`acme/infra`, `main` unless given). */
  createRepository(options: RepositoryOptions = {}): RepositoryHandle {
    const id = nextId(this.#world);
    const directory = join(this.#directory, `${id}.git`);
    mkdirSync(directory);
    const repository: Repository = {
      id,
      owner: accountOf(this.#world, options.owner ?? 'acme'),
      name: options.name ?? 'infra',
      isPrivate: options.private ?? false,
      defaultBranch: options.defaultBranch ?? 'main',
      git: new GitStore(directory),
      roles: new Map(),
      pulls: [],
      issueComments: [],
      checkRuns: [],
      withheldPatches: new Set(),
      limits: { ...GITHUB_LIMITS, ...options.limits },
      actionsMayApprove: options.actionsMayApprove ?? false,
      createdAt: tick(this.#world),
    };
    this.#world.repositories.push(repository);
    const push = { author: repository.owner, files: options.files ?? {}, message: 'First commit\n' };
    const first = writeCommit(this.#world, repository, null, push);
    moveBranch(this.#world, repository, repository.owner.login, repository.defaultBranch, first);
    return new RepositoryHandle(this.#world, repository);
  }

  /** A GITHUB_TOKEN with what a workflow's `permissions:` gives it; reading contents and writing reviews unless said. */
  workflowToken(permissions: Permissions = { contents: 'read', pull_requests: 'write' }): string {
    return issueToken(this.#world, ACTIONS_BOT.login, permissions);
  }

  /** An app's installation token (permissions given) or a person's own (null). */
  token(login: string, permissions: Permissions | null): string {
    return issueToken(this.#world, login, permissions);
  }

  /** Orders a fault for a request to come. Several for the same request wait in line, one a request. */
  fault(filter: RequestFilter, fault: Fault): void {
    this.#service.faults.add(filter, fault);
  }

  /** Does something the moment a request arrives, before it is answered, such as moving the head. */
  onRequest(filter: RequestFilter, action: () => void): void {
    this.#service.actions.add(filter, action);
  }

  /** Refuses anchors that are right, with the 422 of a wrong one; not counted in `anchorRefusals`. */
  refuseAnchor(refuses: AnchorRefusal): void {
    this.#world.refusedAnchors.push(refuses);
  }

  /** Sets the hourly rate limit; it is filled up again `resetIn` seconds from now. */
  setRateLimit(rate: { readonly limit: number; readonly remaining: number; readonly resetIn: number }): void {
    const { limit, remaining, resetIn } = rate;
    Object.assign(this.#world.rate, { limit, remaining, resetAt: Date.now() + resetIn * 1000 });
  }

  /** Every request so far with its answer, in order. */
  get log(): readonly Exchange[] {
    return this.#service.log;
  }

  /** The requests that changed something. */
  get writes(): readonly Exchange[] {
    return this.#service.log.filter((exchange) => exchange.wrote);
  }

  /** Forgets the requests so far, and nothing else; numbers start again at one. */
  clearLog(): void {
    this.#service.log.length = 0;
  }

  /** What no client should do, in words: calls off the list, unknown GraphQL fields, complaints of `onExchange`. */
  get unexpected(): readonly string[] {
    return this.#world.unexpected;
  }

  /** How many requests were refused because a comment stood on no line of the diff. */
  get anchorRefusals(): number {
    return this.#world.anchorRefusals;
  }

  /** Fault orders that no request has met yet. */
  get faultsWaiting(): number {
    return this.#service.faults.waiting;
  }

  /** Makes a new folder that lasts until `stop`. */
  scratch(prefix: string): string {
    return mkdtempSync(join(this.#directory, prefix));
  }

  /** Closes the port, ends hanging requests, deletes the git repositories and the folders that were made here. */
  async stop(): Promise<void> {
    await this.#close();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
