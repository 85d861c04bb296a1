import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Aborts when the process is asked to stop, so that a step gives way at the next safe moment. */
@Injectable()
export class StopSignal implements OnModuleDestroy {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;

  onModuleDestroy(): void {
    this.controller.abort(new Error('The process is stopping'));
  }
}
