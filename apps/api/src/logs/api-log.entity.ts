import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One call between EvoSync and another system, without its secrets; kept for LOG_RETENTION_DAYS. */
@Entity('api_logs')
@Index('ix_api_logs_time', ['time'])
@Index('ix_api_logs_user', ['userId', 'time'])
@Index('ix_api_logs_service', ['service', 'time'])
@Index('ix_api_logs_status', ['status', 'time'])
@Index('ix_api_logs_run', ['runId'])
@Index('ix_api_logs_correlation', ['correlationId'])
export class ApiLog {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true })
  id: string;

  @CreateDateColumn({ type: 'datetime', precision: 3, default: () => 'CURRENT_TIMESTAMP(3)' })
  time: Date;

  @Column({ name: 'user_id', type: 'int', unsigned: true, nullable: true })
  userId: number | null;

  @Column({ type: 'enum', enum: ['in', 'out'] })
  direction: 'in' | 'out';

  /** `evotor`, `vk` and the like. */
  @Column({ type: 'varchar', length: 32 })
  service: string;

  @Column({ type: 'varchar', length: 191 })
  method: string;

  /** HTTP status; null when no answer came. */
  @Column({ type: 'smallint', unsigned: true, nullable: true })
  status: number | null;

  @Column({ name: 'duration_ms', type: 'int', unsigned: true })
  durationMs: number;

  @Column({ name: 'run_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci', nullable: true })
  runId: string | null;

  @Column({ name: 'correlation_id', type: 'varchar', length: 100, nullable: true })
  correlationId: string | null;

  @Column({ type: 'json', nullable: true })
  request: unknown;

  @Column({ type: 'json', nullable: true })
  response: unknown;
}
