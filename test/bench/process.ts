import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Environment } from './product.ts';

/** A program of the benchmarks that prints its address once it serves. */
export interface Served {
  url: string;
  stop(): Promise<void>;
}

/** Starts a program of this folder in a process of its own, so that its work is not counted as the product's. */
export async function serveProgram(program: URL, args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [fileURLToPath(program), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: first.toString().trim(), stop: () => stop(child) };
}

/** The built product in one of its roles, as it runs in production. */
export interface ProductProcess extends Served {
  /** The most memory it ever held, megabytes resident. Only Linux says it. */
  peakMb(): number;
}

/** Starts the built product and waits until it serves. */
export async function startRole(role: 'api' | 'worker', environment: Environment): Promise<ProductProcess> {
  const port = await freePort();
  const program = fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], ...environment, APP_ROLE: role, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + 60_000; ; await delay(100)) {
    const isUp = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) break;
    if (child.exitCode !== null || Date.now() > end) throw new Error(`the product did not start as ${role}`);
  }
  return { url, stop: () => stop(child), peakMb: () => peakMb(child) };
}

function peakMb(child: ChildProcess): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  return Number(peak?.[1]) / 1024;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
