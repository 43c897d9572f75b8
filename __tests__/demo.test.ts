import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOT } from './cli/program.ts';

let folder = '';
const temporary = () => join(folder, 'tmp');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'das-grant-guard-demo-test-'));
  execFileSync(process.execPath, ['build.js', '--out', join(folder, 'dist')], { cwd: ROOT });
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  mkdirSync(temporary());
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function environment(path = process.env.PATH) {
  return { PATH: path, HOME: folder, TMPDIR: temporary() };
}

function run(script: string, args: readonly string[], path?: string) {
  const options = { cwd: folder, env: environment(path), encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, script), ...args], options);
  return { status, stdout, stderr };
}

/** A folder with some of what was built, and what else is given. */
function partly(name: string, built: readonly string[], others: Readonly<Record<string, string>> = {}) {
  mkdirSync(join(folder, name));
  for (const file of built) copyFileSync(join(folder, 'dist', file), join(folder, name, file));
  for (const [file, text] of Object.entries(others)) writeFileSync(join(folder, name, file), text);
}

describe('demo', () => {
  it('shows the failing check, the comment, the suggestion applied and the run after', () => {
    const { status, stdout, stderr } = run('dist/cli.js', ['demo']);
    expect([status, stderr]).toEqual([0, '']);
    const steps = [
      /emulated at\s+http:\/\/127\.0\.0\.1:\d+/,
      /^1\. A pull request/m,
      /✗ das-grant-guard failed; new findings: 1 /,
      /github-actions\[bot\] commented on database\.yaml:102$/m,
      /missing-grant \(error\): StreamStarterRole is not allowed kms:CreateGrant/,
      /^ {3}│ {6}\+ {3}Action: kms:CreateGrant$/m,
      /^2\. A reviewer applies the suggestion$/m,
      /robin committed [0-9a-f]{7}: Apply suggestion from @github-actions\[bot\]$/m,
      /^3\. The Action runs again$/m,
      /✓ das-grant-guard passed; new findings: 0 /,
      /The comment is gone\./,
      /das-grant-guard: success$/m,
    ];
    const places = steps.map((step) => stdout.search(step));
    expect(places.filter((place) => place === -1)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain('\u001b');
    expect(readdirSync(temporary())).toEqual([]);
  });

  it('ends with 1 and says what differed when the story goes otherwise', () => {
    partly('other', ['cli.js', 'program.js', 'demo.js'], { 'action.js': 'process.stderr.write("I saw nothing\\n");' });
    const { status, stdout, stderr } = run('other/cli.js', ['demo']);
    expect([status, stderr]).toEqual([1, '']);
    const end = stdout.slice(stdout.indexOf('The story did not go as told:')).replace(/\s+/g, ' ');
    expect(end).toContain('was to end with 1 (failure), and ended with 0 (no conclusion): I saw nothing');
    expect(end).toContain('there was to be one comment, and there are 0');
    expect(readdirSync(temporary())).toEqual([]);
  });

  it.each<[readonly string[], string]>([
    [['--port', '8080'], '--port goes with --serve'],
    [['--serve', '--port', 'x'], '--port takes a number from 0 to 65535, not "x"'],
    [['--serve', '--port', '65536'], '--port takes a number from 0 to 65535, not "65536"'],
    [['--sreve'], "unknown option '--sreve' (Did you mean --serve?)"],
  ])('refuses %j in one line', (args, line) => {
    expect(run('dist/cli.js', ['demo', ...args])).toEqual({
      status: 2,
      stdout: '',
      stderr: `das-grant-guard: ${line}\n`,
    });
  });

  it.each([
    ['the demo', 'no-demo', ['cli.js', 'program.js'], 'demo.js is missing: npm run build writes it'],
    ['the Action', 'no-action', ['cli.js', 'program.js', 'demo.js'], 'action.js is missing: npm run build writes it'],
  ])('says that %s was not built', (_what, name, built, line) => {
    partly(name, built);
    const { status, stderr } = run(`${name}/cli.js`, ['demo']);
    expect([status, stderr]).toEqual([2, `das-grant-guard: ${join(folder, name)}/${line}\n`]);
  });

  it('says that git is not there', () => {
    const stderr = 'das-grant-guard: git could not be started: install it, the demo needs it\n';
    expect(run('dist/cli.js', ['demo'], folder)).toEqual({ status: 2, stdout: '', stderr });
  });

  it('says that a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { status, stderr } = run('dist/cli.js', ['demo', '--serve', '--port', String(port)]);
    server.close();
    expect([status, stderr]).toEqual([
      2,
      'das-grant-guard: the port can not be had: choose another with --port, or leave it out\n',
    ]);
  });
});

describe('demo --serve', () => {
  async function served() {
    const child = spawn(process.execPath, [join(folder, 'dist/cli.js'), 'demo', '--serve'], { env: environment() });
    let said = '';
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (said.endsWith('\n')) break;
    }
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? said;
    const text = async (path: string, options: RequestInit = {}) => (await fetch(url + path, options)).text();
    const end = async (signal: NodeJS.Signals) => {
      child.kill(signal);
      const [status] = await once(child, 'exit');
      return status;
    };
    return { url, text, end };
  }

  it('shows the pull request on loopback, applies the suggestion, and ends on SIGTERM', async () => {
    const { url, text, end } = await served();
    try {
      const before = await text('/');
      expect(before).toContain('data-check="failed"');
      expect(before).toContain('<td><code>                Action: kms:CreateGrant</code></td>');
      expect(before).toContain('role="img" aria-label="OrdersActivityStream to StreamStarter: leads;');
      expect(before).not.toMatch(/(?:src|href|action)="(?!\/|#|http:\/\/127\.0\.0\.1:)/);
      const link = new RegExp(`"${url}(/acme/orders/blob/[0-9a-f]{40}/database\\.yaml)#L79`).exec(before)?.[1] ?? '';
      expect(await text(link)).toContain('<code>  StreamStarterRole:</code>');
      const comment = /name="comment" value="(\d+)"/.exec(before)?.[1] ?? '';
      const after = await text('/apply', { method: 'POST', body: new URLSearchParams({ comment }) });
      expect(after).toContain('data-check="passed"');
      expect(after).not.toContain('Apply suggestion</button>');
      const again = await text('/apply', { method: 'POST', body: new URLSearchParams({ comment }) });
      expect(again).toContain(`no review comment ${comment}`);
      expect(await text('/restart', { method: 'POST' })).toContain('data-check="failed"');
    } finally {
      expect(await end('SIGTERM')).toBe(0);
    }
    expect(readdirSync(temporary())).toEqual([]);
  });

  it('answers to its own page alone, lets that load nothing from elsewhere, and ends on Ctrl-C', async () => {
    const { url, text, end } = await served();
    try {
      const foreign = await fetch(`${url}/restart`, { method: 'POST', headers: { origin: 'https://example.com' } });
      expect(foreign.status).toBe(403);
      const { headers } = await fetch(url);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(await text('/nowhere')).toContain('no such page');
      expect((await fetch(url, { method: 'PUT' })).status).toBe(405);
    } finally {
      expect(await end('SIGINT')).toBe(0);
    }
    expect(readdirSync(temporary())).toEqual([]);
  });
});
