import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { FlowProducer, Queue } from 'bullmq';
import type { EventEmitter } from 'node:events';

/**
 * Listens to the troubles of every queue of the process: without a listener they would be written past the log, and not
 * as JSON.
 */
@Injectable()
export class QueueTroubles implements OnModuleInit {
  private readonly logger = new Logger(QueueTroubles.name);

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (!(instance instanceof Queue || instance instanceof FlowProducer)) continue;
      const queue: EventEmitter = instance;
      queue.on('error', (error: Error) => this.logger.warn(`a queue is out of reach: ${error.message}`));
    }
  }
}
