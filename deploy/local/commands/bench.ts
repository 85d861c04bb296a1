import { existsSync } from 'node:fs';
import { apiStep, build, libsStep, webStep } from '../build.ts';
import { startEngines, takeDataFolder } from '../engines/start-engines.ts';
import { RunnerError } from '../errors.ts';
import { inRoot } from '../paths.ts';
import { runTool } from '../run-tool.ts';
import type { Session } from '../session.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const PROGRAM = inRoot('test/bench/main.ts');

/** Runs the benchmarks on engines of their own, as the tests are run. */
export async function bench(session: Session, args: string[]): Promise<number> {
  if (!existsSync(PROGRAM)) throw new RunnerError('There are no benchmarks in this checkout (test/bench/main.ts).');
  const folder = temporaryFolder('bench', session);
  await takeDataFolder(folder, session);
  await build([libsStep, apiStep, webStep], session);
  const engines = await startEngines(folder, { throwaway: true }, session);
  const env = { TEST_DATABASE_URL: engines.databaseUrl, TEST_REDIS_URL: engines.redisUrl };
  const { code } = await runTool({ name: 'bench', args: [PROGRAM, ...args], env, output: 'inherit' }, session);
  return code;
}
