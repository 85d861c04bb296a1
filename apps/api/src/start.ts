import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { createLogger } from './common/logging.js';
import { QuietLogger } from './common/logging.module.js';
import type { Settings } from './config/settings.js';
import { configureApp } from './configure-app.js';
import { configureMonitor, MonitorModule } from './monitor/monitor.module.js';

/** Docker and the like give a process 30 seconds; a call to VK that is on its way may need most of them. */
const STOP_LIMIT_MS = 25_000;

/** Starts the parts that APP_ROLE names. A start that fails is logged and ends the process with 1. */
export async function start(settings: Settings): Promise<void> {
  const isUp = limitStop();
  try {
    const app = await create(settings);
    app.enableShutdownHooks([], { useProcessExit: true });
    isUp();
    await app.listen(settings.port, settings.host);
    app.get(QuietLogger).log(`EvoSync (${settings.appRole}) listens on ${await app.getUrl()}`);
  } catch (error) {
    createLogger(settings).fatal({ err: error }, 'EvoSync could not start');
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 100);
  }
}

async function create(settings: Settings): Promise<NestExpressApplication> {
  const options = { bufferLogs: true, bodyParser: false, abortOnError: false };
  if (settings.appRole === 'monitor') {
    const monitor = await NestFactory.create<NestExpressApplication>(MonitorModule.with(settings), options);
    configureMonitor(monitor);
    return monitor;
  }
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), options);
  await configureApp(app);
  return app;
}

/**
 * Whatever hangs, a process told to stop is gone in time; unfinished jobs are taken up again elsewhere.
 * Until the function it returns is called there is nothing to end with care, and the process goes at once.
 */
function limitStop(): () => void {
  let limitMs = 0;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => setTimeout(() => process.exit(0), limitMs).unref());
  }
  return () => (limitMs = STOP_LIMIT_MS);
}
