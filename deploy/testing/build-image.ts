import type { Ignore } from '@balena/dockerignore';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from '../local/paths.ts';
import { toolEnvironment } from '../local/run-tool.ts';
import type { Stage, Step } from './dockerfile.ts';

const IN_MEMORY = '/dev/shm';
const ROOM = 4 * 1024 ** 3;

/** What a stage left behind: its files, as they would stand below `/` on top of the base image. */
export interface BuiltStage {
  folder: string;
  stage: Stage;
  /** Where CMD starts. */
  workdir: string;
}

/**
 * Does by hand what an engine would do with a Dockerfile, up to `target`: each stage in a bare folder of its own, COPY
 * from the build context (less what .dockerignore leaves out) or from another stage, RUN by the shell. Commands see
 * this machine's programs in place of the base image's; so RUN may name no absolute path. Steps of metadata are read
 * by `readDockerfile`, owners are not changed.
 */
export class ImageBuild {
  private readonly folder = mkdtempSync(path.join(roomyFolder(), 'evosync-image-'));
  private readonly done = new Map<string, BuiltStage>();

  constructor(private readonly stages: Stage[]) {}

  /** Rejects with the command's last words when a RUN fails. */
  async build(target: string): Promise<BuiltStage> {
    const known = this.done.get(target);
    if (known) return known;
    const stage = this.find(target);
    const folder = path.join(this.folder, stage.name);
    mkdirSync(folder);
    let workdir = '/';
    if (this.isStage(stage.base)) {
      const base = await this.build(stage.base);
      cpSync(base.folder, folder, { recursive: true, verbatimSymlinks: true });
      workdir = base.workdir;
    }
    for (const step of stage.steps) workdir = await this.take(step, { folder, workdir, stage });
    const built = { folder, workdir, stage };
    this.done.set(target, built);
    return built;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async take(step: Step, { folder, workdir, stage }: BuiltStage): Promise<string> {
    const inside = (name: string): string => path.join(folder, path.resolve(workdir, name));
    if (step.kind === 'workdir') {
      mkdirSync(inside(step.folder), { recursive: true });
      return path.resolve(workdir, step.folder);
    }
    if (step.kind === 'run') {
      if (/(^|[\s=("'])\/\w/.test(step.command)) throw new Error(`An absolute path in RUN: ${step.command}`);
      await runInShell(step.command, inside('.'), stage.env);
      return workdir;
    }
    const source = step.from === null ? null : await this.build(step.from);
    for (const name of step.sources) {
      const from = source ? path.join(source.folder, name) : inRoot(name);
      if (!existsSync(from)) throw new Error(`COPY ${name}: there is no such file`);
      const into = step.destination.endsWith('/') && !statSync(from).isDirectory();
      const to = into ? path.join(inside(step.destination), path.basename(name)) : inside(step.destination);
      const filter = source ? undefined : isInContext;
      cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter });
      if (!existsSync(to)) throw new Error(`COPY ${name}: .dockerignore keeps it out of the build context`);
    }
    return workdir;
  }

  private isStage(name: string): boolean {
    return this.stages.some((stage) => stage.name === name);
  }

  private find(name: string): Stage {
    const stage = this.stages.find((one) => one.name === name);
    if (!stage) throw new Error(`There is no stage ${name}`);
    return stage;
  }
}

/** Tens of thousands of small files are written and removed again: in memory, where there is plenty. */
function roomyFolder(): string {
  if (!existsSync(IN_MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  const mayRun = !/^\S+ \/dev\/shm \S+ \S*noexec/m.test(readFileSync('/proc/mounts', 'utf8'));
  return mayRun && bavail * bsize > ROOM ? IN_MEMORY : tmpdir();
}

// The package's types describe another form of it than Node gives.
const dockerignore = createRequire(import.meta.url)('@balena/dockerignore') as () => Ignore;
const ignored = dockerignore().add(readFileSync(inRoot('.dockerignore'), 'utf8'));

/** Whether the file of the checkout is sent to the engine. */
function isInContext(file: string): boolean {
  const name = path.relative(inRoot('.'), file);
  if (name === '' || !statSync(file).isDirectory()) return name === '' || !ignored.ignores(name);
  // A folder counts for what is in it: `deploy` is left out, `deploy/nginx/web` is not.
  return !ignored.ignores(name) || globSync(`${name}/**`, { cwd: inRoot('.') }).some((one) => !ignored.ignores(one));
}

/** What this process was given as a test is none of the build's business. */
const OF_TESTS = { NODE_ENV: undefined, NODE_NO_WARNINGS: undefined, NODE_OPTIONS: undefined };

async function runInShell(command: string, cwd: string, env: Record<string, string>): Promise<void> {
  const path = `${toolEnvironment.PATH.split(':')[0]}:${process.env['PATH']}`;
  const child = spawn('/bin/sh', ['-c', command], {
    cwd,
    env: { ...process.env, ...OF_TESTS, npm_config_prefer_offline: 'true', ...env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`RUN ${command}\nended with ${code}:\n${output}`);
}
