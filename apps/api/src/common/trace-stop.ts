import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { stopTracing } from '../tracing.js';

/** The last spans leave before the process does. */
@Injectable()
export class TraceStop implements OnApplicationShutdown {
  onApplicationShutdown(): Promise<void> {
    return stopTracing();
  }
}
