import net from 'node:net';

const PATIENCE_MS = 1000;

/** The first bytes a server on 127.0.0.1 says, after `question` when there is one; null when it says nothing. */
export function ask(port: number, question?: string): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port });
    const finish = (answer: Buffer | null): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () => finish(null));
    socket.once('error', () => finish(null));
    socket.once('close', () => finish(null));
    socket.once('data', finish);
    if (question !== undefined) socket.write(question);
  });
}
