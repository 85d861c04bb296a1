import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

const WAIT_SECONDS = 120;

/**
 * Runs `work` while this process holds the named lock of this database (MariaDB's GET_LOCK), so that of several
 * processes one works and the others wait.
 * @throws Error when the lock is not free within two minutes
 */
export async function withDatabaseLock<T>(dataSource: DataSource, name: string, work: () => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    const ask = (sql: string, values: unknown[] = []) => runner.query(sql, values) as Promise<unknown>;
    const lock = await lockName(ask, name);
    const rows = (await ask('SELECT GET_LOCK(?, ?) AS granted', [lock, WAIT_SECONDS])) as { granted: unknown }[];
    if (Number(rows[0]?.granted) !== 1) throw new Error(`Another process has held the lock "${name}" for too long`);
    try {
      return await work();
    } finally {
      await runner.query('SELECT RELEASE_LOCK(?)', [lock]);
    }
  } finally {
    await runner.release();
  }
}

/** Locks are names of the whole server, at most 64 characters: the database's name goes in as a hash. */
async function lockName(query: (sql: string) => Promise<unknown>, name: string): Promise<string> {
  const rows = (await query('SELECT DATABASE() AS name')) as { name: string }[];
  const database = createHash('sha256')
    .update(rows[0]?.name ?? '')
    .digest('hex')
    .slice(0, 16);
  return `evosync:${database}:${name}`;
}
