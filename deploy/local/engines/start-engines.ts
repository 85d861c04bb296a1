import { mkdirSync } from 'node:fs';
import { print } from '../print.ts';
import { lockFolder } from '../processes/folder-lock.ts';
import { pidFile, stopLeftOver } from '../processes/pid-file.ts';
import type { Session } from '../session.ts';
import { startMariadb } from './mariadb.ts';
import { provideEngines } from './provide-engines.ts';
import { startRedis } from './redis.ts';

const LOCK_PATIENCE_MS = 15_000;

export interface RunningEngines {
  databaseUrl: string;
  redisUrl: string;
}

/**
 * Makes a data folder this runner's own until the session ends: another living runner on it is waited for 15 s, and
 * what a killed runner left running is stopped.
 */
export async function takeDataFolder(dataFolder: string, session: Session): Promise<void> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const release = await lockFolder(dataFolder, {
    what: 'The data folder',
    waitMs: LOCK_PATIENCE_MS,
    signal: session.signal,
  });
  session.atEnd(release);
  for (const name of ['EvoSync', 'Redis', 'MariaDB']) await stopLeftOver(pidFile(dataFolder, name.toLowerCase()), name);
}

/** Starts private MariaDB and Redis on a data folder taken before; stopped in the order Redis, MariaDB. */
export async function startEngines(
  dataFolder: string,
  { throwaway }: { throwaway: boolean },
  session: Session,
): Promise<RunningEngines> {
  const engines = await provideEngines(session);
  print('Starting private MariaDB and Redis ...');
  const databaseUrl = await startMariadb(engines.mariadb, { dataFolder, throwaway }, session);
  const redisUrl = await startRedis(engines.redis, dataFolder, session);
  return { databaseUrl, redisUrl };
}
