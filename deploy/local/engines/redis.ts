import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pidFile } from '../processes/pid-file.ts';
import type { Session } from '../session.ts';
import { ask } from './ask.ts';
import type { Engines } from './find-engines.ts';
import { startServer } from './start-server.ts';

const READY_WITHIN_MS = 60_000;
const GRACE_MS = 20_000;

/** Starts a private Redis that keeps its data in `<dataFolder>/redis`; gives its URL. */
export async function startRedis(program: Engines['redis'], dataFolder: string, session: Session): Promise<string> {
  const folder = path.join(dataFolder, 'redis');
  mkdirSync(folder, { recursive: true });
  const { port } = await startServer(
    {
      describe: (freePort) => ({
        name: 'Redis',
        command: program.server,
        args: [...serverArgs(folder), '--port', String(freePort)],
        env: program.env,
        output: { file: path.join(dataFolder, 'logs/redis.log') },
      }),
      isReady: async (candidate) => (await ask(candidate, 'PING\r\n'))?.toString().startsWith('+PONG') ?? false,
      readyWithinMs: READY_WITHIN_MS,
      graceMs: GRACE_MS,
      pidFile: pidFile(dataFolder, 'redis'),
    },
    session,
  );
  return `redis://127.0.0.1:${port}/0`;
}

/** Queues must not be thrown away under memory pressure, and outlive a restart: append-only file, no eviction. */
function serverArgs(folder: string): string[] {
  return [
    ...['--dir', folder],
    ...['--bind', '127.0.0.1'],
    ...['--appendonly', 'yes'],
    ...['--appendfsync', 'everysec'],
    ...['--save', ''],
    ...['--maxmemory-policy', 'noeviction'],
    ...['--databases', '64'],
  ];
}
