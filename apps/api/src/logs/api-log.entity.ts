import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export const directions = ['in', 'out'] as const;
export type Direction = (typeof directions)[number];

export const outcomes = ['ok', 'error'] as const;
export type CallOutcome = (typeof outcomes)[number];

export const statusClasses = ['2xx', '3xx', '4xx', '5xx', 'none'] as const;
export type StatusClass = (typeof statusClasses)[number];

/**
 * One call between EvoSync and another system; kept for LOG_RETENTION_DAYS. Every filter of the list has an index that
 * goes on in the order of the list, so that the newest rows are read first and no others. What was sent and answered stands in
 * `api_log_bodies`, so that these rows stay small.
 */
@Entity('api_logs')
@Index('ix_api_logs_time', ['time', 'id', 'service', 'direction', 'outcome', 'statusClass'])
@Index('ix_api_logs_user', ['userId', 'time', 'id', 'service', 'direction', 'outcome', 'statusClass'])
@Index('ix_api_logs_user_outcome', ['userId', 'outcome', 'time', 'id', 'service', 'direction', 'statusClass'])
@Index('ix_api_logs_service', ['service', 'time', 'id', 'direction', 'outcome', 'statusClass'])
@Index('ix_api_logs_service_outcome', ['service', 'outcome', 'time', 'id', 'direction', 'statusClass'])
@Index('ix_api_logs_status', ['statusClass', 'time', 'id', 'service', 'direction', 'outcome'])
@Index('ix_api_logs_outcome', ['outcome', 'time', 'id', 'service', 'direction', 'statusClass'])
@Index('ix_api_logs_direction', ['direction', 'time', 'id', 'service', 'outcome', 'statusClass'])
@Index('ix_api_logs_run', ['runId', 'time', 'id'])
@Index('ix_api_logs_correlation', ['correlationId', 'time', 'id'])
export class ApiLog {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true })
  id: string;

  /** When the call began. */
  @Column({ type: 'datetime', precision: 3 })
  time: Date;

  @Column({ name: 'user_id', type: 'int', unsigned: true, nullable: true })
  userId: number | null;

  @Column({ type: 'enum', enum: directions })
  direction: Direction;

  /** `evotor`, `vk` and the like. */
  @Column({ type: 'varchar', length: 32, charset: 'ascii', collation: 'ascii_general_ci' })
  service: string;

  @Column({ type: 'varchar', length: 191 })
  method: string;

  /** HTTP status; null when no answer came. */
  @Column({ type: 'smallint', unsigned: true, nullable: true })
  status: number | null;

  @Column({ name: 'status_class', type: 'enum', enum: statusClasses })
  statusClass: StatusClass;

  @Column({ type: 'enum', enum: outcomes })
  outcome: CallOutcome;

  /** The other system's code, or what kept the answer away (`timeout`, `network`). */
  @Column({ name: 'error_code', type: 'varchar', length: 64, nullable: true })
  errorCode: string | null;

  @Column({ name: 'duration_ms', type: 'int', unsigned: true })
  durationMs: number;

  @Column({ name: 'run_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci', nullable: true })
  runId: string | null;

  @Column({
    name: 'correlation_id',
    type: 'varchar',
    length: 100,
    charset: 'ascii',
    collation: 'ascii_bin',
    nullable: true,
  })
  correlationId: string | null;

  /** The words of method, request and response, each once, in lower case: what a search looks at, as bytes for speed. */
  @Column({ name: 'search_text', type: 'varbinary', length: 4000 })
  searchText: Buffer;
}
