import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { GracefulStop } from './graceful-stop.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { inputPipe } from './input.pipe.js';
import { KeyRotation } from './key-rotation.js';
import { ProblemFilter } from './problem.filter.js';
import { QueueTroubles } from './queue-troubles.js';
import { Retention } from './retention.js';
import { SecretBox } from './secret-box.js';
import { TraceStop } from './trace-stop.js';

/** What every room of the house uses. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    SecretBox,
    KeyRotation,
    Retention,
    IdempotencyKeys,
    GracefulStop,
    TraceStop,
    QueueTroubles,
    { provide: APP_PIPE, useFactory: inputPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [SecretBox, KeyRotation, Retention, IdempotencyKeys],
})
export class CommonModule {}
