import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { withDeadline } from '../../../src/io/github/deadline.ts';
import { judgedEmulator, stopClean } from '../../emulator/client.ts';

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
}

describe('a fetch with a deadline', () => {
  it('hands on an answer with status, headers, address and body', async () => {
    const url = await serve((_, answer) => answer.writeHead(201, { link: '<a>; rel="next"' }).end('done'));
    const answer = await withDeadline(fetch, 5000)(url);
    expect([answer.status, answer.headers.get('link'), answer.url, await answer.text()]).toEqual([
      201,
      '<a>; rel="next"',
      url,
      'done',
    ]);
  });

  it('hands on an answer without a body', async () => {
    const url = await serve((_, answer) => answer.writeHead(204).end());
    expect((await withDeadline(fetch, 5000)(url)).status).toBe(204);
  });

  it.each<[string, RequestListener]>([
    ['that never comes', () => {}],
    ['whose body never ends', (_, answer) => answer.writeHead(200, { 'content-length': '9' }).write('half')],
  ])('says of an answer %s how long it waited', async (_what, listener) => {
    const url = await serve(listener);
    await expect(withDeadline(fetch, 200)(url)).rejects.toThrow('GitHub did not answer within 0.2 seconds');
  });

  it('fails on a body that breaks off', async () => {
    const url = await serve((request, answer) => {
      answer.writeHead(200, { 'content-length': '9' }).write('half');
      setTimeout(() => request.socket.destroy(), 50);
    });
    await expect(withDeadline(fetch, 5000)(url)).rejects.toThrow('terminated');
  });
});

describe('a request that hangs', () => {
  it('is made again when it reads, and given up with a line after a few tries', async () => {
    const { emulator, judge } = await judgedEmulator();
    const repository = emulator.createRepository({ files: { 'a.md': 'x\n' } });
    process.env.GITHUB_API_URL = emulator.apiUrl;
    const { connect } = await import('../../../src/io/github/client.ts');
    const { filesAt } = await import('../../../src/io/github/changed-files.ts');
    const github = connect(emulator.workflowToken(), repository.fullName, 'test', 300);
    emulator.fault({ path: /\/git\/trees\// }, { kind: 'hang' });
    const { blobs } = await filesAt(github, repository.commit('main'));
    expect([...blobs.keys()]).toEqual(['a.md']);
    expect(emulator.log).toHaveLength(2);
    emulator.fault({ path: /\/git\/trees\//, times: 9 }, { kind: 'hang' });
    await expect(filesAt(github, repository.commit('main'))).rejects.toThrow('did not answer within 0.3 seconds');
    expect(emulator.log).toHaveLength(5);
    await stopClean(emulator, judge);
  }, 30_000);
});
