import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What came to a receiver. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  message: { id: string; event: string; createdAt: string; data: Record<string, unknown> };
}

/** An integrator's program: takes what is posted to it. */
export interface Receiver {
  url: string;
  received: Received[];
  /** How it answers from now on; 204 at first. */
  answer: (response: ServerResponse, received: Received) => void;
  /** Waits until so many have come, or those that `match` have. */
  waitFor(count: number, match?: (received: Received) => boolean): Promise<Received[]>;
  close(): Promise<void>;
}

const PATIENCE_MS = 20_000;

/** Starts a program that listens on a free port of this host. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      const received = { path: request.url ?? '', headers: request.headers, body, message: JSON.parse(body) };
      receiver.received.push(received);
      receiver.answer(response, received);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/evosync`,
    received: [],
    answer: (response) => void response.writeHead(204).end(),
    waitFor: async (count, match = () => true) => {
      for (const end = Date.now() + PATIENCE_MS; ; await delay(20)) {
        const found = receiver.received.filter(match);
        if (found.length >= count) return found;
        if (Date.now() > end) throw new Error(`Only ${found.length} of ${count} came`);
      }
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** How many signatures of a delivery this secret has made, by the published recipe. */
export function provenBy(secret: string, { headers, body }: Received): number {
  const [time, ...proofs] = String(headers['evosync-signature']).split(',');
  const signed = `${String(time).replace('t=', '')}.${body}`;
  const expected = createHmac('sha256', secret).update(signed).digest('hex');
  return proofs.filter((proof) => proof === `v1=${expected}`).length;
}
