import { Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { Settings } from '../config/settings.js';
import { connect, dataSourceOptions, runMigrations } from './data-source.js';

const START_LIMIT_MS = 60_000;
const PAUSE_MS = 500;

/** The data source of the process; its schema is up to date before any provider gets it. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Settings],
      useFactory: (settings: Settings) => ({
        ...dataSourceOptions(settings.databaseUrl, poolSize(settings)),
        autoLoadEntities: true,
        retryAttempts: 1,
      }),
      dataSourceFactory: async (options) => {
        if (!options) throw new Error('The data source has no options');
        return openDatabase(options);
      },
    }),
  ],
})
export class DatabaseModule {}

async function openDatabase(options: DataSourceOptions) {
  const logger = new Logger('Database');
  const dataSource = await connect(options, {
    limitMs: START_LIMIT_MS,
    pauseMs: PAUSE_MS,
    onWait: (reason) => logger.log(`Waiting for MariaDB (${reason})`),
  });
  await runMigrations(dataSource);
  return dataSource;
}

/** Each merchant synced at once may hold a connection; requests need some beside them. */
function poolSize(settings: Settings): number {
  return settings.appRole === 'api' ? 20 : Math.min(20 + settings.workerConcurrency, 60);
}
