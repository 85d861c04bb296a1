import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A way to a server on which every request takes another time. */
export interface SlowWay {
  /** The server's URL with the way's own port. */
  url: string;
  close(): Promise<void>;
}

/** Milliseconds: what goes there takes up to `there`, at random; what comes back takes `back`. */
export async function slowWay(target: string, { there, back }: { there: number; back: number }): Promise<SlowWay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((inside) => {
    const outside = connect(Number(port), hostname);
    for (const socket of [inside, outside]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        inside.destroy();
        outside.destroy();
      });
    }
    void carry(inside, outside, () => Math.random() * there);
    void carry(outside, inside, () => back);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    close: async () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await once(server, 'close');
    },
  };
}

/** In order: a later piece never overtakes an earlier one. */
async function carry(from: Socket, to: Socket, ms: () => number): Promise<void> {
  try {
    for await (const piece of from) {
      await delay(ms());
      to.write(piece as Buffer);
    }
    to.end();
  } catch {
    to.destroy();
  }
}
