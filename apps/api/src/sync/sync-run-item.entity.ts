import type { Action, Reason } from '@evosync/mirror';
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { wordsColumn } from '../common/stored-words.js';
import type { Words } from '../common/words.js';
import type { ItemChange } from './item-changes.js';

export type Outcome = 'done' | 'skipped' | 'failed';

/** What came of one product in one run. Unchanged products have no row. */
@Entity('sync_run_items')
@Index('uq_sync_run_items_product', ['runId', 'storeId', 'productId'], { unique: true })
export class SyncRunItem {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true })
  id: string;

  @Column({ name: 'run_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  runId: string;

  @Column({ name: 'store_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  storeId: string;

  @Column({ name: 'product_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  productId: string;

  @Column({ type: 'varchar', length: 1000 })
  name: string;

  @Column({ type: 'varchar', length: 16 })
  action: Action;

  @Column({ type: 'varchar', length: 16 })
  outcome: Outcome;

  @Column({ type: 'varchar', length: 64, nullable: true })
  reason: Reason | null;

  @Column(wordsColumn)
  message: Words | null;

  @Column({
    name: 'vk_product_id',
    type: 'bigint',
    nullable: true,
    transformer: { to: (v: number | null) => v, from: (v: string | null) => (v === null ? null : Number(v)) },
  })
  vkProductId: number | null;

  /** What an update changed in VK; null where nothing of the item itself was changed. */
  @Column({ type: 'json', nullable: true })
  changes: ItemChange[] | null;
}
