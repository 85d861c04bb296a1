import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was sent and answered in one call, without its secrets, each cut at 8 kB. */
@Entity('api_log_bodies')
export class ApiLogBody {
  /** The id of the row in `api_logs`. */
  @PrimaryColumn({ name: 'log_id', type: 'bigint', unsigned: true })
  logId: string;

  @Column({ type: 'text', nullable: true })
  request: string | null;

  @Column({ type: 'text', nullable: true })
  response: string | null;
}
