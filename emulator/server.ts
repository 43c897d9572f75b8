import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from './service.ts';

export interface Listening {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Puts a service on a port of loopback (a free one for 0); rejects when the port is taken. Without `hold` it lets the process end. */
export async function listen(service: Service, port: number, hold: boolean): Promise<Listening> {
  const server = createServer((request, response) => void receive(service, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  if (!hold) server.unref();
  const { port: taken } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${taken}`, close: () => close(server) };
}

async function receive(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return;
  }
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const answer = service.answer({
    method: request.method ?? 'GET',
    path: path.replace(/^\/api\/v3(?=\/)/, ''),
    query,
    headers: headersOf(request),
    text: Buffer.concat(chunks).toString('utf8'),
  });
  if (answer.kind === 'reset') request.socket.destroy();
  if (answer.kind !== 'answer') return;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) });
  response.end(answer.body);
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Clients keep their connections open, and a hanging request would keep us for ever.
    server.closeAllConnections();
  });
}
