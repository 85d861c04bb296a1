import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { Metrics } from './metrics.js';

/** `/health` and `/metrics`; other modules add their parts and counters. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [HealthService, Metrics],
  exports: [HealthService, Metrics],
})
export class HealthModule {}
