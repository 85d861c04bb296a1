import { Global, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Logger as NestLogger, LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { Settings } from '../config/settings.js';
import { LogGate } from './log-gate.js';
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
  providers: [
    { provide: LogGate, inject: [Settings], useFactory: ({ logLevels }: Settings) => new LogGate(logLevels) },
    {
      provide: ROOT_LOGGER,
      inject: [Settings, LogGate],
      useFactory: (settings: Settings, gate: LogGate) => createLogger(settings, undefined, gate),
    },
  ],
  exports: [ROOT_LOGGER],
})
class RootLoggerModule implements OnModuleInit {
  constructor(
    private readonly modules: ModulesContainer,
    private readonly gate: LogGate,
  ) {}

  /** `VkCatalogModule` is called `vk-catalog` in LOG_LEVEL; its classes write in its name. */
  onModuleInit(): void {
    for (const module of this.modules.values()) {
      const name = module.name.replace(/Module$/, '').replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`);
      for (const provider of module.providers.values()) this.gate.learn(provider.name as string, name.toLowerCase());
    }
  }
}

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
