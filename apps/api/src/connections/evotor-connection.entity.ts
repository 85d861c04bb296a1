import { Column, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { ConnectionStatus } from './connection-status.js';

/** A merchant's account in the Evotor Cloud; the token is encrypted at rest. */
@Entity('evotor_connections')
@Index('ix_evotor_connections_notice', ['status', 'notifiedAt'])
@Index('ix_evotor_connections_evotor_user', ['evotorUserId'])
export class EvotorConnection {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @Column({ name: 'access_token', type: 'text' })
  accessToken: string;

  @Column({ name: 'token_last4', type: 'varchar', length: 4 })
  tokenLast4: string;

  /** Evotor's own id of the merchant (`01-000000000000001`), when a store told it. */
  @Column({ name: 'evotor_user_id', type: 'varchar', length: 64, nullable: true })
  evotorUserId: string | null;

  @Column({ name: 'store_count', type: 'int', unsigned: true, default: 0 })
  storeCount: number;

  @Column({ type: 'varchar', length: 16, default: 'ok' })
  status: ConnectionStatus;

  @Column({ name: 'problem_code', type: 'varchar', length: 64, nullable: true })
  problemCode: string | null;

  /** Set when `/stores` came back empty although stores were known: believed only when it does so again. */
  @Column({ name: 'empty_stores_seen_at', type: 'datetime', precision: 3, nullable: true })
  emptyStoresSeenAt: Date | null;

  @Column({ name: 'connected_at', type: 'datetime', precision: 3 })
  connectedAt: Date;

  @Column({ name: 'checked_at', type: 'datetime', precision: 3, nullable: true })
  checkedAt: Date | null;

  /** When it was last checked in the background. */
  @Column({ name: 'health_checked_at', type: 'datetime', precision: 3, nullable: true })
  healthCheckedAt: Date | null;

  /** When a process set about telling the merchant of the trouble. */
  @Column({ name: 'notice_claimed_at', type: 'datetime', precision: 3, nullable: true })
  noticeClaimedAt: Date | null;

  /** When the merchant was told of the trouble; null again once the connection is saved anew. */
  @Column({ name: 'notified_at', type: 'datetime', precision: 3, nullable: true })
  notifiedAt: Date | null;

  @UpdateDateColumn({
    name: 'updated_at',
    type: 'datetime',
    precision: 3,
    default: () => 'CURRENT_TIMESTAMP(3)',
    onUpdate: 'CURRENT_TIMESTAMP(3)',
  })
  updatedAt: Date;
}
