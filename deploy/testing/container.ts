import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, constants, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BuiltStage } from './build-image.ts';

const NOBODY = 65534;
const HEALTHY_WITHIN_MS = 90_000;

/**
 * Runs what CMD of a built stage says on nothing but the stage's files and its ENV, with Node in the place of the base
 * image's; as `nobody` where this process may choose, so that the image can neither write to its own files nor count
 * on being root.
 */
export class Container {
  output = '';
  private child: ChildProcess | null = null;
  private readonly env: Record<string, string>;

  constructor(
    private readonly image: BuiltStage,
    env: Record<string, string>,
  ) {
    this.env = { ...Object.fromEntries(Object.entries(image.stage.env).map(([k, v]) => [k, this.mapped(v)])), ...env };
  }

  get url(): string {
    return `http://127.0.0.1:${this.env['PORT']}`;
  }

  start(): void {
    const child = this.spawn(this.image.stage.command ?? []);
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-8000)));
    }
  }

  /** Asks HEALTHCHECK as the engine would, until it says 0 or the program ends; gives its last answer. */
  async untilHealthy(): Promise<number | null> {
    for (const end = Date.now() + HEALTHY_WITHIN_MS; ; await delay(200)) {
      const answer = await this.healthcheck();
      if (answer === 0) return 0;
      if (this.child?.exitCode !== null || Date.now() > end) throw new Error(`It never got healthy:\n${this.output}`);
    }
  }

  /** Exit code of HEALTHCHECK's command. */
  async healthcheck(): Promise<number | null> {
    const [code] = (await once(this.spawn(this.image.stage.healthcheck ?? []), 'exit')) as [number | null];
    return code;
  }

  /** Exit code of the program, once it has ended. */
  async ended(): Promise<number | null> {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child?.exitCode ?? null;
  }

  async stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child?.kill(signal);
    return this.ended();
  }

  private spawn([command, ...args]: string[]): ChildProcess {
    if (command !== 'node') throw new Error(`Only Node programs can be run here, not ${command}`);
    return spawn(this.node(), args, {
      cwd: path.join(this.image.folder, this.image.workdir),
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
    });
  }

  /** A Node of the image's own: another user may not reach the one that runs this. */
  private node(): string {
    const node = path.join(this.image.folder, 'usr/local/bin/node');
    if (!existsSync(node)) {
      mkdirSync(path.dirname(node), { recursive: true });
      copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
      chmodSync(path.dirname(this.image.folder), 0o755);
    }
    return node;
  }

  /** An absolute path of the image, where it stands on this machine. */
  private mapped(value: string): string {
    const inside = path.join(this.image.folder, value);
    return value.startsWith('/') && existsSync(inside) ? inside : value;
  }
}

/** Bytes on disk of all files in a folder. */
export function sizeOf(folder: string): number {
  return Number(execFileSync('du', ['-sk', folder], { encoding: 'utf8' }).split('\t')[0]) * 1024;
}
