import { Redis } from 'ioredis';
import { isNativeError } from 'node:util/types';
import { DataSource } from 'typeorm';
import { answerWithin } from '../common/engine-down.js';
import type { Settings } from '../config/settings.js';
import { dataSourceOptions } from '../database/data-source.js';
import type { Command } from './command.js';

const LIMIT_MS = 5000;

/** Reads the settings as a start would (which names every wrong one), and tries the engines they lead to. */
export const checkSettings: Command = {
  name: 'settings check',
  summary: 'names every wrong setting and tries MariaDB and Redis; shows no values',
  options: {},
  async run({ settings, say }) {
    say('Settings: ok');
    let failed = 0;
    for (const [part, ask] of [
      ['MariaDB', askDatabase],
      ['Redis', askRedis],
    ] as const) {
      const trouble = await answerWithin(LIMIT_MS, part, ask(settings)).then(() => null, reasonOf);
      say(`${part}: ${trouble ?? 'ok'}`);
      if (trouble) failed += 1;
    }
    return failed === 0 ? 0 : 1;
  },
};

async function askDatabase({ databaseUrl }: Settings): Promise<void> {
  const dataSource = new DataSource(dataSourceOptions(databaseUrl, 1));
  await dataSource.initialize();
  await dataSource.query('SELECT 1');
  await dataSource.destroy();
}

async function askRedis({ redisUrl }: Settings): Promise<void> {
  const redis = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  let cause: Error | undefined;
  redis.on('error', (error: Error) => (cause = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    // ioredis says here only that the connection is closed.
    throw cause ?? error;
  } finally {
    redis.disconnect();
  }
}

/** Names the failure without addresses or names of users. */
function reasonOf(error: unknown): string {
  if (!isNativeError(error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
