import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it reached the service. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown> & { length?: number };
}

/** What the service answers; `hang` never does, `cut` breaks the connection. */
export type Reply = { status: number; body?: unknown } | 'hang' | 'cut';

/** Somebody to be called by Evotor: keeps what arrives and answers as told. */
export interface Service {
  url: string;
  received: Received[];
  /** The paths received so far, in order. */
  paths: () => string[];
  reply: (webhook: Received) => Reply;
  close: () => Promise<void>;
}

/** Starts a service that takes everything: a good token to create and verify, 200 to all else. */
export async function startService(): Promise<Service> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url: path = '', headers } = req;
      const webhook: Received = { method, path, headers, text, body: parsed(text) };
      service.received.push(webhook);
      const reply = service.reply(webhook);
      if (reply === 'hang') return;
      if (reply === 'cut') return void req.socket.destroy();
      res.writeHead(reply.status, { 'content-type': 'application/json' });
      res.end(reply.body === undefined ? '{}' : JSON.stringify(reply.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const service: Service = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received: [],
    paths: () => service.received.map(({ path }) => path.replace('/hooks', '')),
    reply: welcome,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return service;
}

/** The token that a welcoming service gives. */
export const USER_TOKEN = 'Zk3v9QmX0aB7-uT_w2LpR8sN4yHc6DfE';

/** The answer of a service that has nothing to complain of. */
export function welcome({ path, body }: Received): Reply {
  const { userId } = body;
  if (path.includes('/user/create')) return { status: 200, body: { userId, token: USER_TOKEN } };
  if (path.includes('/user/verify')) return { status: 200, body: { userId, hasBilling: false, token: USER_TOKEN } };
  return { status: 200 };
}

function parsed(text: string): Received['body'] {
  try {
    return JSON.parse(text) as Received['body'];
  } catch {
    return {};
  }
}
