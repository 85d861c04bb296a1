import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A store as Evotor listed it last. */
@Entity('cached_stores')
export class CachedStore {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @PrimaryColumn({ type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  id: string;

  @Column({ type: 'varchar', length: 500 })
  name: string;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  address: string | null;

  /** Evotor answered 402: the application is not paid for, or not installed, on this store. */
  @Column({ name: 'subscription_required', type: 'boolean', default: false })
  subscriptionRequired: boolean;

  /** Whether the last attempt read this store to its end; while false its goods in VK stay as they are. */
  @Column({ type: 'boolean', default: false })
  readable: boolean;

  @Column({ name: 'problem_code', type: 'varchar', length: 64, nullable: true })
  problemCode: string | null;

  @Column({ name: 'read_at', type: 'datetime', precision: 3, nullable: true })
  readAt: Date | null;

  /** Set when the product listing came back empty although products were known: believed only when it does so again. */
  @Column({ name: 'empty_seen_at', type: 'datetime', precision: 3, nullable: true })
  emptySeenAt: Date | null;

  @Column({ name: 'removed_at', type: 'datetime', precision: 3, nullable: true })
  removedAt: Date | null;
}
