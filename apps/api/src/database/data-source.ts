import { isNativeError } from 'node:util/types';
import mysql, { type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { accountsMigrations } from './migrations/accounts.js';
import { featureMigrations } from './migrations/feature-migrations.js';
import { withDatabaseLock } from './lock.js';

/** How to reach MariaDB: utf8mb4, every time in UTC, no schema but by migrations. */
export function dataSourceOptions(databaseUrl: string, poolSize = 20): DataSourceOptions {
  const url = new URL(databaseUrl);
  return {
    type: 'mariadb',
    host: url.hostname,
    port: Number(url.port) || 3306,
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    driver: { ...mysql, createPool: createUtcPool },
    charset: 'utf8mb4',
    timezone: 'Z',
    connectTimeout: 5000,
    poolSize,
    synchronize: false,
    migrations: [...accountsMigrations, ...featureMigrations],
    migrationsTableName: 'migrations',
  };
}

/** Brings the schema up to date. Several processes may call it at once: one works, the others wait. */
export async function runMigrations(dataSource: DataSource): Promise<void> {
  await withDatabaseLock(dataSource, 'migrations', () => dataSource.runMigrations({ transaction: 'each' }));
}

export interface Waiting {
  /** How long to wait for a database that does not answer yet. */
  limitMs: number;
  pauseMs: number;
  onWait?: (reason: string) => void;
}

/**
 * Connects, waiting for a database that is still starting.
 * @throws the last connection error when the limit has passed, or at once when waiting cannot help
 */
export async function connect(options: DataSourceOptions, waiting: Waiting): Promise<DataSource> {
  const giveUpAt = Date.now() + waiting.limitMs;
  for (;;) {
    const dataSource = new DataSource(options);
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (!isStillStarting(error) || Date.now() + waiting.pauseMs > giveUpAt) throw error;
      waiting.onWait?.(codeOf(error));
      await new Promise((resolve) => setTimeout(resolve, waiting.pauseMs));
    }
  }
}

const STARTING = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ER_CON_COUNT_ERROR',
];

function isStillStarting(error: unknown): boolean {
  return STARTING.includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return isNativeError(error) && 'code' in error ? String(error.code) : '';
}

/** CURRENT_TIMESTAMP follows the session's time zone, which is the server's own unless it is set. */
function createUtcPool(options: PoolOptions): Pool {
  const pool = mysql.createPool(options);
  pool.on('connection', (connection: PoolConnection) => {
    connection.query("SET time_zone = '+00:00'", (error) => {
      if (error) connection.destroy();
    });
  });
  return pool;
}
