import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RunningEngines } from '../engines/start-engines.ts';

const program = fileURLToPath(new URL('./engines-runner.ts', import.meta.url));

/** A runner in a process of its own, as seen from outside. */
export class Runner {
  readonly process: ChildProcess;
  output = '';

  constructor(folder: string) {
    this.process = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  /** Where the engines are, once they are ready. */
  async engines(): Promise<RunningEngines> {
    const line = await until(
      () => /^\{.*\}$/m.exec(this.output)?.[0] ?? null,
      () => this.output,
    );
    return JSON.parse(line) as RunningEngines;
  }

  /** Sends the signal and waits for the runner's end; gives its exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill(signal);
      await once(this.process, 'close');
    }
    return this.process.exitCode;
  }
}

/** The pid of the engine of that name on this data folder. */
export function pidOf(folder: string, name: 'mariadb' | 'redis'): number {
  const { pid } = JSON.parse(readFileSync(path.join(folder, `run/${name}.json`), 'utf8')) as { pid: number };
  return pid;
}

/** Waits (at most 20 s) until `look` finds something. */
export async function until<T>(look: () => T | null | Promise<T | null>, context: () => string): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain; seen so far:\n${context()}`);
    await sleep(50);
  }
}
