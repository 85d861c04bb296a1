import { Global, Module } from '@nestjs/common';
import { EngineFigures } from './engine-figures.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { Metrics } from './metrics.js';
import { QueueLengths } from './queue-lengths.js';

/** `/health` and `/metrics`; other modules add their parts and counters. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [HealthService, Metrics, QueueLengths, EngineFigures],
  exports: [HealthService, Metrics, QueueLengths],
})
export class HealthModule {}
