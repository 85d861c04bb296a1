import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RunnerError } from './errors.ts';
import { built, cacheFolder, inRoot, root, tools } from './paths.ts';
import { print } from './print.ts';
import { lockFolder } from './processes/folder-lock.ts';
import { runTool } from './run-tool.ts';
import type { Session } from './session.ts';

export interface BuildStep {
  name: string;
  args: string[];
  cwd?: string;
  /** Files and folders of the checkout the result depends on. */
  sources: string[];
  /** Emptied before the step, so that nothing of a deleted source stays. */
  outputs: string[];
  /** Files that are there after the step. */
  makes: string[];
}

const EVERY_STEP = ['package-lock.json', 'tsconfig.base.json'];
const LIBS = ['libs/mirror', 'libs/evotor', 'libs/vk'];
const BUILD_PATIENCE_MS = 300_000;

/** Libraries and sandbox. */
export const libsStep: BuildStep = {
  name: 'libraries and sandbox',
  args: [tools.tsc, '-b', 'tsconfig.build.json'],
  sources: [...EVERY_STEP, 'tsconfig.build.json', ...LIBS, 'apps/sandbox'],
  outputs: [...LIBS, 'apps/sandbox'].map((folder) => inRoot(folder, 'dist')),
  makes: [built.sandbox],
};

/** The API with its workers; needs the libraries. */
export const apiStep: BuildStep = {
  name: 'API',
  args: [tools.nest, 'build', 'api'],
  sources: [...EVERY_STEP, 'nest-cli.json', ...LIBS, 'apps/api'],
  outputs: [inRoot('apps/api/dist')],
  makes: [built.api],
};

/** The SPA. */
export const webStep: BuildStep = {
  name: 'SPA',
  args: [tools.vite, 'build', '--logLevel', 'warn'],
  cwd: inRoot('apps/web'),
  sources: [...EVERY_STEP, 'apps/web', 'libs/api-client'],
  outputs: [inRoot('apps/web/dist')],
  makes: [built.web],
};

/** Does those steps whose sources changed since they were done last. Rejects with the compiler's words. */
export async function build(steps: BuildStep[], session: Session): Promise<void> {
  const stamps = path.join(cacheFolder, 'build');
  const release = await lockFolder(stamps, { what: 'The build', waitMs: BUILD_PATIENCE_MS, signal: session.signal });
  try {
    for (const step of steps) await doStep(step, stamps, session);
  } finally {
    release();
  }
}

async function doStep(step: BuildStep, stamps: string, session: Session): Promise<void> {
  const stamp = path.join(stamps, `${step.name.replaceAll(' ', '-')}.stamp`);
  const wanted = fingerprint(step.sources);
  const isDone = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isDone && step.makes.every((file) => existsSync(file))) return;
  print(`Building ${step.name} ...`);
  rmSync(stamp, { force: true });
  for (const output of step.outputs) rmSync(output, { recursive: true, force: true });
  const log = path.join(stamps, `${step.name.replaceAll(' ', '-')}.log`);
  const { code } = await runTool({ name: step.name, args: step.args, cwd: step.cwd, output: { file: log } }, session);
  const absent = step.makes.filter((file) => !existsSync(file)).map((file) => path.relative(root, file));
  if (code !== 0 || absent.length > 0) {
    const reason = code === 0 ? `${absent.join(', ')} did not come out of it` : `exit code ${code}`;
    throw new RunnerError(`${readFileSync(log, 'utf8').trim()}\n\nBuilding ${step.name} failed: ${reason}.`);
  }
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** A hash over names and contents of all source files, without what tools put beside them. */
export function fingerprint(sources: string[], base = root): string {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) addToHash(hash, path.join(base, source), source);
  return hash.digest('hex');
}

const NOT_SOURCES = new Set(['node_modules', 'dist', '.cache', 'coverage']);

function addToHash(hash: ReturnType<typeof createHash>, file: string, name: string): void {
  if (!existsSync(file)) return;
  if (!statSync(file).isDirectory()) {
    if (!name.endsWith('.spec.ts')) hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
    return;
  }
  for (const entry of readdirSync(file).sort()) {
    if (!NOT_SOURCES.has(entry)) addToHash(hash, path.join(file, entry), `${name}/${entry}`);
  }
}
