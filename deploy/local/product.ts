import { built } from './paths.ts';
import type { Output } from './processes/child.ts';
import { pidFile } from './processes/pid-file.ts';
import { serve } from './serve.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

const READY_WITHIN_MS = 120_000;

/** Starts the built product (API, workers and SPA in one process) and waits until it is healthy. */
export async function startProduct(
  {
    port,
    environment,
    dataFolder,
    output,
  }: { port: number; environment: Settings; dataFolder: string; output: Output },
  session: Session,
): Promise<void> {
  await serve(
    {
      name: 'EvoSync',
      command: process.execPath,
      args: [built.api],
      env: environment,
      output,
      readyUrl: `http://127.0.0.1:${port}/health`,
      readyWithinMs: READY_WITHIN_MS,
      pidFile: pidFile(dataFolder, 'evosync'),
    },
    session,
  );
}
