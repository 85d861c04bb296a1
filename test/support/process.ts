import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

const MAIN = fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url));

/** The built product as a process of its own, which can be killed as only a process can. */
export class ProductProcess {
  private child: ChildProcess | null = null;
  private output = '';
  private written = '';

  constructor(private readonly env: Record<string, string>) {}

  get url(): string {
    return `http://127.0.0.1:${this.env.PORT}`;
  }

  /** Starts and waits until it serves. Throws with its last output when it does not. */
  async start(limitMs = 30_000): Promise<void> {
    this.output = '';
    this.written = '';
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-4000);
        this.written += chunk.toString();
      });
    }
    for (const end = Date.now() + limitMs; ; await delay(100)) {
      const healthy = await fetch(`${this.url}/health`).then(
        (response) => response.ok,
        () => false,
      );
      if (healthy) return;
      if (child.exitCode !== null || Date.now() > end) throw new Error(`The product did not start:\n${this.output}`);
    }
  }

  /** All that it has written since it was started, line by line. */
  lines(): string[] {
    return this.written.split('\n').filter(Boolean);
  }

  /** Ends the process; answers its exit code. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
