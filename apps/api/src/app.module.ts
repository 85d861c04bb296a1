import { BullModule } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { AdminModule } from './admin/admin.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CommonModule } from './common/common.module.js';
import { LoggingModule } from './common/logging.module.js';
import { REDIS, RedisModule } from './common/redis.js';
import { ConfigModule } from './config/config.module.js';
import { Settings } from './config/settings.js';
import { DatabaseModule } from './database/database.module.js';
import { featureModules } from './features.js';
import { HealthModule } from './health/health.module.js';
import { LogsModule } from './logs/logs.module.js';
import { ProfileModule } from './profile/profile.module.js';
import { SupportModule } from './support/support.module.js';
import { UsersModule } from './users/users.module.js';

/** The table of contents of the roles `all`, `api` and `worker`. */
@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(settings),
        LoggingModule,
        RedisModule,
        DatabaseModule,
        BullModule.forRootAsync({
          inject: [REDIS, Settings],
          useFactory: (connection: Redis, { redisPrefix }: Settings) => ({ connection, prefix: redisPrefix }),
        }),
        CommonModule,
        HealthModule,
        UsersModule,
        AuthModule,
        ProfileModule,
        AdminModule,
        LogsModule,
        SupportModule,
        ...featureModules(settings.appRole),
      ],
    };
  }
}
