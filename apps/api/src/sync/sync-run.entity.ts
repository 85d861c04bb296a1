import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RunCounts, RunError, RunStage, RunStatus, RunTrigger } from './run.js';

/** One sync of one merchant. While it is alive `activeUserId` is set, and its unique key keeps a second one out. */
@Entity('sync_runs')
@Index('ix_sync_runs_user', ['userId', 'createdAt'])
@Index('ix_sync_runs_created', ['createdAt', 'status'])
@Index('uq_sync_runs_active', ['activeUserId'], { unique: true })
export class SyncRun {
  @PrimaryColumn({ type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  id: string;

  @Column({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @Column({ name: 'active_user_id', type: 'int', unsigned: true, nullable: true })
  activeUserId: number | null;

  @Column({ type: 'varchar', length: 16 })
  trigger: RunTrigger;

  /** The admin who asked for it; null when the merchant did, or the clock, or Evotor. */
  @Column({ name: 'triggered_by', type: 'int', unsigned: true, nullable: true })
  triggeredBy: number | null;

  @Column({ type: 'varchar', length: 16 })
  status: RunStatus;

  @Column({ type: 'varchar', length: 16, nullable: true })
  stage: RunStage | null;

  @Column({ name: 'progress_done', type: 'int', default: 0 })
  progressDone: number;

  @Column({ name: 'progress_total', type: 'int', default: 0 })
  progressTotal: number;

  @Column({ type: 'json' })
  counts: RunCounts;

  @Column({ type: 'json', nullable: true })
  error: RunError | null;

  /** Something was left unread or unsent that does not concern the whole shop: the run ends as `partial`. */
  @Column({ type: 'json', nullable: true })
  warning: RunError | null;

  @Column({ name: 'cancel_requested', type: 'boolean', default: false })
  cancelRequested: boolean;

  @Column({ name: 'created_at', type: 'datetime', precision: 3 })
  createdAt: Date;

  @Column({ name: 'started_at', type: 'datetime', precision: 3, nullable: true })
  startedAt: Date | null;

  @Column({ name: 'finished_at', type: 'datetime', precision: 3, nullable: true })
  finishedAt: Date | null;
}
