import { Module, type DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { httpLogger } from '../common/logging.js';
import { LoggingModule, QuietLogger, ROOT_LOGGER } from '../common/logging.module.js';
import { RedisModule } from '../common/redis.js';
import { requestId } from '../common/request-id.js';
import { monitorHeaders } from '../common/security-headers.js';
import { ConfigModule } from '../config/config.module.js';
import { Settings } from '../config/settings.js';
import { HealthModule } from '../health/health.module.js';
import { isAboutHealth } from '../health/health-paths.js';
import { basicAuth } from './basic-auth.js';
import { QueueBoard } from './queue-board.js';

/** The role `monitor`: Bull Board alone, without database or REST. */
@Module({})
export class MonitorModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: MonitorModule,
      imports: [ConfigModule.with(settings), LoggingModule, RedisModule, HealthModule],
      providers: [QueueBoard],
    };
  }
}

/** Bull Board at `/` behind Basic auth; only `/health` and `/metrics` are open. */
export function configureMonitor(app: NestExpressApplication): void {
  const settings = app.get(Settings);
  const guard = basicAuth(settings.queueMonitorUser, settings.queueMonitorPassword);
  const board = app.get(QueueBoard).router();
  app.useLogger(app.get(QuietLogger));
  app.disable('x-powered-by');
  app.use(requestId, httpLogger(app.get<Logger>(ROOT_LOGGER)), monitorHeaders());
  app.use(exceptHealth(guard), ...board.map(exceptHealth));
}

function exceptHealth(handler: RequestHandler): RequestHandler {
  return (request, response, next) => (isAboutHealth(request.path) ? next() : handler(request, response, next));
}
