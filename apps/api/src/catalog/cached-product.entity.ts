import type { Fingerprint } from '@evosync/mirror';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wordsColumn } from '../common/stored-words.js';
import type { Words } from '../common/words.js';

/** What came of a product in its last run; `null` in the table means that a change still waits to be sent. */
export type StoredSyncState = 'synced' | 'skipped' | 'failed';

/** A picture of a product in the Evotor Cloud. */
export interface CachedImage {
  id: string;
  url: string;
}

/** A product as Evotor listed it last, and what EvoSync made of it in VK. */
@Entity('cached_products')
@Index('ix_cached_products_group', ['userId', 'storeId', 'groupId', 'removedAt'])
@Index('ix_cached_products_vk', ['userId', 'vkProductId'])
export class CachedProduct {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @PrimaryColumn({ name: 'store_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  storeId: string;

  @PrimaryColumn({ type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  id: string;

  @Column({ type: 'varchar', length: 1000 })
  name: string;

  @Column({ type: 'varchar', length: 64 })
  type: string;

  /** Roubles. */
  @Column({ type: 'decimal', precision: 20, scale: 6, nullable: true })
  price: string | null;

  @Column({ type: 'decimal', precision: 20, scale: 6, nullable: true })
  quantity: string | null;

  @Column({ name: 'measure_name', type: 'varchar', length: 255, nullable: true })
  measureName: string | null;

  @Column({ name: 'allow_to_sell', type: 'boolean' })
  allowToSell: boolean;

  @Column({ type: 'mediumtext', nullable: true })
  description: string | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  code: string | null;

  @Column({ name: 'article_number', type: 'varchar', length: 255, nullable: true })
  articleNumber: string | null;

  /** Space separated, so that one LIKE finds any of them. */
  @Column({ type: 'text', nullable: true })
  barcodes: string | null;

  @Column({
    name: 'parent_id',
    type: 'char',
    length: 36,
    charset: 'ascii',
    collation: 'ascii_general_ci',
    nullable: true,
  })
  parentId: string | null;

  /** The nearest plain group above (M1), or `none`. */
  @Column({ name: 'group_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  groupId: string;

  @Column({ name: 'is_age_limited', type: 'boolean', default: false })
  isAgeLimited: boolean;

  /** Null: Evotor did not say whether there are any. */
  @Column({ type: 'json', nullable: true })
  images: CachedImage[] | null;

  /** Hash of all of the above, so that an unchanged product is not written again. */
  @Column({ name: 'content_hash', type: 'char', length: 27, charset: 'ascii', collation: 'ascii_bin' })
  contentHash: string;

  @Column({ name: 'removed_at', type: 'datetime', precision: 3, nullable: true })
  removedAt: Date | null;

  /** The merchant's own switch of this one product. */
  @Column({ name: 'switched_off', type: 'boolean', default: false })
  switchedOff: boolean;

  @Column({
    name: 'vk_product_id',
    type: 'bigint',
    nullable: true,
    transformer: { to: (v: number | null) => v, from: (v: string | null) => (v === null ? null : Number(v)) },
  })
  vkProductId: number | null;

  @Column({ name: 'vk_adopted', type: 'boolean', default: false })
  vkAdopted: boolean;

  @Column({ name: 'vk_hidden', type: 'boolean', default: false })
  vkHidden: boolean;

  /** What was sent last, and what VK showed after it (M10). */
  @Column({ name: 'vk_sent', type: 'json', nullable: true })
  vkSent: Fingerprint | null;

  @Column({ name: 'vk_shown', type: 'json', nullable: true })
  vkShown: Fingerprint | null;

  @Column({ name: 'sync_state', type: 'varchar', length: 16, nullable: true })
  syncState: StoredSyncState | null;

  @Column({ name: 'sync_reason', type: 'varchar', length: 64, nullable: true })
  syncReason: string | null;

  @Column({ name: 'sync_message', ...wordsColumn })
  syncMessage: Words | null;
}
