import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { DeliveredEvent } from './hook-events.js';
import { Hook } from './hook.entity.js';

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'dropped'] as const;
/** `dropped`: the hook was switched off before the delivery could leave. */
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One message on its way to one hook, and what came of its last try. */
@Entity('hook_deliveries')
@Index('uq_hook_deliveries_key', ['hookId', 'eventKey'], { unique: true })
@Index('ix_hook_deliveries_due', ['status', 'nextTryAt'])
@Index('ix_hook_deliveries_created', ['createdAt'])
export class HookDelivery {
  @PrimaryGeneratedColumn({ type: 'int', unsigned: true })
  id: number;

  @Column({ name: 'hook_id', type: 'int', unsigned: true })
  hookId: number;

  @ManyToOne(() => Hook, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'hook_id', foreignKeyConstraintName: 'fk_hook_deliveries_hook' })
  hook?: Hook;

  /** What happened, so that it is told once, however often it is announced; null for pings and replays. */
  @Column({ name: 'event_key', type: 'varchar', length: 191, nullable: true, charset: 'ascii', collation: 'ascii_bin' })
  eventKey: string | null;

  @Column({ name: 'event_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  eventId: string;

  @Column({ type: 'varchar', length: 64 })
  event: DeliveredEvent;

  /** The very text that is signed and sent. */
  @Column({ type: 'mediumtext' })
  body: string;

  @Column({ name: 'replay_of', type: 'int', unsigned: true, nullable: true })
  replayOf: number | null;

  @Column({ type: 'varchar', length: 16 })
  status: DeliveryStatus;

  @Column({ type: 'smallint', unsigned: true, default: 0 })
  attempts: number;

  @Column({ name: 'next_try_at', type: 'datetime', precision: 3, nullable: true })
  nextTryAt: Date | null;

  @Column({ name: 'response_status', type: 'smallint', unsigned: true, nullable: true })
  responseStatus: number | null;

  @Column({ name: 'response_body', type: 'text', nullable: true })
  responseBody: string | null;

  /** Why there was no answer, or why it did not count. */
  @Column({ type: 'varchar', length: 32, nullable: true })
  error: string | null;

  @Column({ name: 'duration_ms', type: 'int', unsigned: true, nullable: true })
  durationMs: number | null;

  @CreateDateColumn({ name: 'created_at', type: 'datetime', precision: 3, default: () => 'CURRENT_TIMESTAMP(3)' })
  createdAt: Date;

  @Column({ name: 'finished_at', type: 'datetime', precision: 3, nullable: true })
  finishedAt: Date | null;
}
