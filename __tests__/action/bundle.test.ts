import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const bundle = readFileSync(new URL('../../dist/action.js', import.meta.url), 'utf8');
/** Comments of bundled packages name many a page; strings that are no comments are what can be asked. */
const code = bundle.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');

/** Hosts that strings of the bundle name, and what each is there for. None but the first is ever asked. */
const HOSTS = new Map([
  ['api.github.com', 'the default of octokit and of @actions/github; GITHUB_API_URL stands before it'],
  ['github.com', 'the default of the web address in links; GITHUB_SERVER_URL stands before it'],
  ['docs.github.com', 'pages named in messages'],
  ['octokit.github.io', 'a page named in a message'],
  ['uploads.github.com', 'releases of octokit, which nothing here makes'],
  ['git-lfs.github.com', 'the first line of an LFS pointer'],
  ['docs.aws.amazon.com', 'pages named in messages'],
  ['localhost', 'a base to parse relative addresses with'],
  ['github.test', 'a base to parse relative addresses with'],
]);

/** Node's own modules that the bundle may ask for: none starts a program, a thread or code of a string. */
const MODULES = [
  ...['assert', 'async_hooks', 'buffer', 'console', 'crypto', 'diagnostics_channel', 'dns', 'events', 'fs', 'http'],
  ...['http2', 'https', 'module', 'net', 'os', 'path', 'perf_hooks', 'process', 'querystring', 'sqlite', 'stream'],
  ...['string_decoder', 'timers', 'tls', 'url', 'util', 'util/types', 'worker_threads', 'zlib'],
];

describe('the bundle of the Action', () => {
  it('starts no other program and makes no code of strings', () => {
    const asked = [...code.matchAll(/(?:\bfrom|require\d*\(|\bimport\()\s*["'](?:node:)?([a-z0-9_/]+)["']/g)];
    const modules = new Set(asked.map(([, name]) => name ?? ''));
    expect(modules).toContain('fs');
    expect([...modules].filter((name) => !MODULES.includes(name))).toEqual([]);
    const made = /\beval\(|\bnew Function\(|\bnew Worker\(|(?<![\w.$'"`])import\([^)]/.exec(code);
    expect(made?.[0] ?? null).toBeNull();
  });

  it('names no host but GitHub’s defaults, and pages that it never asks', () => {
    const hosts = new Set([...code.matchAll(/["'`]https?:\/\/([a-z0-9.-]+)/g)].map(([, host]) => host ?? ''));
    expect(hosts).toContain('api.github.com');
    expect([...hosts].filter((host) => !HOSTS.has(host))).toEqual([]);
  });
});
