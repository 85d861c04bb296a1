import { RunCancelled } from './run-errors.js';
import type { RunCounts, RunError, RunStage } from './run.js';
import type { RunsService } from './runs.service.js';
import type { SyncRun } from './sync-run.entity.js';

const NOTE_EVERY_MS = 400;

/** Keeps a living run's row true while a step works: stage, progress, counts; and notices that it is to stop. */
export class RunTrack {
  private notedAt = 0;

  constructor(
    private readonly runs: RunsService,
    readonly run: SyncRun,
    readonly signal: AbortSignal,
  ) {}

  /** A stage begins; `total` 0 means: not known yet. */
  async begin(stage: RunStage, total = 0): Promise<void> {
    this.notedAt = Date.now();
    await this.runs.note(this.run, {
      status: 'running',
      stage,
      progressDone: 0,
      progressTotal: total,
      startedAt: this.run.startedAt ?? new Date(),
    });
  }

  /** How far the stage has come; written at most a few times a second. */
  async advance(done: number, total: number, counts: RunCounts = this.run.counts): Promise<void> {
    if (Date.now() - this.notedAt < NOTE_EVERY_MS) {
      Object.assign(this.run, { progressDone: done, progressTotal: total, counts });
      return;
    }
    this.notedAt = Date.now();
    await this.runs.note(this.run, { progressDone: done, progressTotal: total, counts });
    await this.checkpoint();
  }

  /** Writes what `advance` held back. */
  async flush(): Promise<void> {
    const { progressDone, progressTotal, counts } = this.run;
    await this.runs.note(this.run, { progressDone, progressTotal, counts });
  }

  /** Something is left undone that does not concern the whole shop; the first such word stands. */
  async warn(warning: RunError): Promise<void> {
    if (!this.run.warning) await this.runs.note(this.run, { warning });
  }

  /** Throws RunCancelled when the merchant cancelled, or the signal's reason when the process stops. */
  async checkpoint(): Promise<void> {
    this.signal.throwIfAborted();
    const now = await this.runs.findAlive(this.run.id);
    if (!now || now.cancelRequested) throw new RunCancelled();
  }
}
