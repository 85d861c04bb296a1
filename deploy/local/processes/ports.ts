import net from 'node:net';
import { codeOf } from '../errors.ts';

/** A TCP port that nobody listens on, neither on 127.0.0.1 nor on all addresses. */
export async function findFreePort(): Promise<number> {
  return listenOnce(0, '127.0.0.1');
}

/** The wanted port when nobody listens on it, else any free one. */
export async function freePortNear(wanted: number): Promise<number> {
  return (await isPortFree(wanted)) ? wanted : findFreePort();
}

/** False when another program listens on this port, on whatever address. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    try {
      await listenOnce(port, host);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EADDRINUSE' || code === 'EACCES') return false;
      if (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL') throw error;
    }
  }
  return true;
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port given')),
      );
    });
  });
}
