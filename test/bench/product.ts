import type { INestApplicationContext, Type } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import type * as appModule from '../../apps/api/src/app.module.js';
import type * as secretModule from '../../apps/api/src/common/secret-box.js';
import type * as settingsModule from '../../apps/api/src/config/settings.js';
import type { BenchEngines } from './report.ts';

/** A module of the built API; `path` from its root, without extension. Types come from the source. */
export async function built<T>(path: string): Promise<T> {
  return (await import(new URL(`../../apps/api/dist/${path}.js`, import.meta.url).href)) as T;
}

/** The product without its HTTP side, on a database of its own. */
export interface BenchProduct {
  dataSource: DataSource;
  settings: settingsModule.Settings;
  get<T>(type: Type<T>): T;
  /** Adds a merchant whose Evotor connection is the same for all. */
  addMerchants(from: number, count: number): Promise<void>;
  close(): Promise<void>;
}

/** Variables of the environment with which a process of the product works on a database. */
export type Environment = Record<string, string> & { DATABASE_URL: string };

/** An empty database, and the environment for it. */
export async function newDatabase(engines: BenchEngines): Promise<{ environment: Environment; drop(): Promise<void> }> {
  const name = `evosync_bench_${randomBytes(4).toString('hex')}`;
  const server = await createConnection(engines.databaseUrl);
  await server.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const url = new URL(engines.databaseUrl);
  url.pathname = `/${name}`;
  const environment = {
    ...{ DATABASE_URL: url.toString(), REDIS_URL: engines.redisUrl, REDIS_PREFIX: name, SECRET_KEY: 'benchmarks' },
    ...{
      LOG_LEVEL: 'error',
      WEB_DIST_DIR: '/nonexistent',
      NODE_ENV: 'production',
      QUEUE_MONITOR_PASSWORD: 'benchmarks',
    },
    ...{ CATALOG_REFRESH_INTERVAL_SECONDS: '86400' },
  };
  const drop = async (): Promise<void> => {
    await server.query(`DROP DATABASE ${name}`);
    await server.end();
  };
  return { environment, drop };
}

/** Starts the product's services in this process, with the schema brought up to date. */
export async function startProduct(environment: Environment): Promise<BenchProduct> {
  await import('reflect-metadata');
  const { NestFactory } = await import('@nestjs/core');
  const { DataSource } = await import('typeorm');
  const { AppModule } = await built<typeof appModule>('app.module');
  const { loadSettings } = await built<typeof settingsModule>('config/settings');
  const { SecretBox } = await built<typeof secretModule>('common/secret-box');
  const settings = loadSettings({ APP_ROLE: 'api', ...environment });
  const app: INestApplicationContext = await NestFactory.createApplicationContext(AppModule.with(settings), {
    ...{ logger: ['error'], abortOnError: false },
  });
  const dataSource = app.get(DataSource);
  return {
    dataSource,
    settings,
    get: (type) => app.get(type),
    addMerchants: async (from, count) => {
      const token = app.get(SecretBox).encrypt('a-token-of-the-benchmarks');
      const range = `seq_${from}_to_${from + count - 1}`;
      await dataSource.query(
        `INSERT IGNORE INTO users (id, email, name, status)
         SELECT seq, CONCAT('merchant-', seq, '@evosync.bench'), 'Продавец', 'active' FROM ${range}`,
      );
      await dataSource.query(
        `INSERT INTO evotor_connections (user_id, access_token, token_last4, store_count, connected_at)
         SELECT seq, ?, 'arks', 1, NOW(3) FROM ${range}`,
        [token],
      );
    },
    close: () => app.close(),
  };
}
