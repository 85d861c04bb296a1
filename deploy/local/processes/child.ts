import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../errors.ts';
import { print } from '../print.ts';

/** Where a child's words go: straight through, into a file (emptied first), or line by line behind its name. */
export type Output = 'inherit' | 'prefixed' | { file: string };

export interface ChildSpec {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  output: Output;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const TAIL_LINES = 15;

/**
 * A program that lives no longer than this process: it runs in a process group of its own, so that Ctrl-C reaches it
 * only through `stop`, and where setpriv(1) is there the kernel ends it when this process is killed.
 */
export class Child {
  readonly name: string;
  readonly pid: number;
  /** Settles when the program is gone; never rejects. */
  readonly exited: Promise<Exit>;
  /** True once `stop` or `kill` was called: from then on its exit is expected. */
  stopping = false;
  readonly #lines: string[] = [];
  readonly #logFile: string | null;
  #gone = false;

  constructor(spec: ChildSpec, process: ChildProcess, pid: number) {
    this.name = spec.name;
    this.pid = pid;
    this.#logFile = typeof spec.output === 'object' ? spec.output.file : null;
    this.exited = new Promise((resolve) => {
      process.once('exit', (code, signal) => {
        this.#gone = true;
        resolve({ code, signal });
      });
    });
    for (const stream of [process.stdout, process.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.#take(line));
    }
  }

  /** Asks the program to end, and ends it by force after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    if (this.#gone) return;
    this.#signal('SIGTERM');
    const patience = new AbortController();
    const late = sleep(graceMs, 'late' as const, { signal: patience.signal }).catch(() => 'gone' as const);
    const first = await Promise.race([this.exited.then(() => 'gone' as const), late]);
    patience.abort();
    if (first === 'gone') return;
    print(`${this.name} did not stop within ${graceMs / 1000} s and is ended by force`);
    this.kill();
    await this.exited;
  }

  kill(): void {
    this.stopping = true;
    if (!this.#gone) this.#signal('SIGKILL');
  }

  /** The last lines the program wrote, where they were kept. */
  tail(): string {
    if (this.#logFile === null || !existsSync(this.#logFile)) return this.#lines.join('\n');
    return readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  }

  #take(line: string): void {
    print(`[${this.name}] ${line}`);
    this.#lines.push(line);
    if (this.#lines.length > TAIL_LINES) this.#lines.shift();
  }

  /** The whole group: a watcher's own children end with it. */
  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') throw error;
    }
  }
}

/** Starts a program; rejects when it cannot be started at all. */
export async function startChild(spec: ChildSpec): Promise<Child> {
  const [command, args] = leashed(spec.command, spec.args);
  const stdio = openOutput(spec.output);
  const child = spawn(command, args, {
    cwd: spec.cwd,
    env: { ...process.env, ...spec.env },
    stdio: ['ignore', stdio.out, stdio.out],
    detached: true,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) => reject(new Error(`${spec.name} could not be started: ${error.message}`)));
    });
  } finally {
    stdio.close();
  }
  if (child.pid === undefined) throw new Error(`${spec.name} could not be started`);
  return new Child(spec, child, child.pid);
}

/** How a program ended, in words. */
export function describeExit({ code, signal }: Exit): string {
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}

function openOutput(output: Output): { out: 'inherit' | 'pipe' | number; close: () => void } {
  if (output === 'inherit') return { out: 'inherit', close: () => undefined };
  if (output === 'prefixed') return { out: 'pipe', close: () => undefined };
  mkdirSync(path.dirname(output.file), { recursive: true });
  const descriptor = openSync(output.file, 'w');
  return { out: descriptor, close: () => closeSync(descriptor) };
}

const SETPRIV = 'setpriv';
let hasSetpriv: boolean | undefined;

/** With `--pdeathsig` the kernel sends SIGTERM to the program when its parent dies, even by kill -9 (prctl(2)). */
function leashed(command: string, args: string[]): [string, string[]] {
  hasSetpriv ??= spawnSync(SETPRIV, ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' }).status === 0;
  return hasSetpriv ? [SETPRIV, ['--pdeathsig', 'TERM', command, ...args]] : [command, args];
}
