import { Global, Injectable, Module } from '@nestjs/common';
import { Logger as NestLogger, LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { Settings } from '../config/settings.js';
import { createLogger } from './logging.js';

/** Token of the process' pino logger. */
export const ROOT_LOGGER = Symbol('ROOT_LOGGER');

const CHATTY = new Set<unknown>(['InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Nest's logger, without a line for every module and route at each start. */
@Injectable()
export class QuietLogger extends NestLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (CHATTY.has(rest.at(-1))) this.debug(message, ...rest);
    else super.log(message, ...rest);
  }
}

@Global()
@Module({
  providers: [{ provide: ROOT_LOGGER, inject: [Settings], useFactory: (settings: Settings) => createLogger(settings) }],
  exports: [ROOT_LOGGER],
})
class RootLoggerModule {}

/** Nest's own log goes where the requests' log goes; inside a request it carries the request's id. */
@Module({
  imports: [
    RootLoggerModule,
    LoggerModule.forRootAsync({
      inject: [ROOT_LOGGER],
      useFactory: (logger: Logger) => ({ pinoHttp: { logger }, useExisting: true as const }),
    }),
  ],
  providers: [QuietLogger],
  exports: [QuietLogger],
})
export class LoggingModule {}
