import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface TcpGate {
  /** The target's URL with the gate's own port. */
  url: string;
  /** Cuts all connections and lets no new one in. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** Stands before a real engine, so that a spec can take the engine away and bring it back. */
export async function tcpGate(target: string): Promise<TcpGate> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((inside) => {
    const outside = connect(Number(port), hostname);
    for (const socket of [inside, outside]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        inside.destroy();
        outside.destroy();
      });
    }
    inside.pipe(outside).pipe(inside);
  });
  const gatePort = await listen(server, 0);
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(gatePort);
  return {
    url: url.toString(),
    open: async () => void (await listen(server, gatePort)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
