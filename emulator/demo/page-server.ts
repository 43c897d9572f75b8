import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, Site } from './site.ts';

export interface ServedPage {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const LONGEST_FORM = 1000;

/** Nothing but what this server sends, and no page of anyone else around it. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Runs the Action on the sample pull request and shows it on a port of loopback; a free one for 0. */
export async function servePage(script: string, port: number): Promise<ServedPage> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${taken}`;
  const site = new Site(script, url);
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await site.close();
  };
  try {
    await site.restart();
  } catch (error) {
    await close();
    throw error;
  }
  server.on('request', (request, response) => void respond(site, request, response));
  return { url, close };
}

async function respond(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, type, body, location } = await answerOf(site, request);
  response.writeHead(status, { ...HEADERS, 'content-type': type, ...(location === undefined ? {} : { location }) });
  response.end(body);
}

async function answerOf(site: Site, request: IncomingMessage): Promise<Answer> {
  const plain = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body });
  if (!isOurs(site, request)) return plain(403, 'This page answers to itself alone.\n');
  try {
    return await site.answer(request.method ?? 'GET', pathOf(request), await textOf(request));
  } catch (error) {
    return plain(500, `${error instanceof Error ? error.message : String(error)}\n`);
  }
}

/** Other sites must not press our buttons, under a name of their own neither. */
function isOurs({ url }: Site, { headers }: IncomingMessage): boolean {
  const { host, port } = new URL(url);
  const hosts = [host, `localhost:${port}`];
  const { origin } = headers;
  return hosts.includes(headers.host ?? '') && (origin === undefined || origin === `http://${headers.host}`);
}

function pathOf({ url = '/' }: IncomingMessage): string {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '/');
  } catch {
    return '/';
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) if (text.length < LONGEST_FORM) text += String(chunk);
  return text;
}
