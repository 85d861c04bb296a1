import { Entity, PrimaryColumn } from 'typeorm';

/** A row stands for "the merchant enabled this store or group". The group of a store's ungrouped products is `none`. */
@Entity('sync_filters')
export class SyncFilter {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @PrimaryColumn({ name: 'entity_type', type: 'enum', enum: ['store', 'group'] })
  entityType: 'store' | 'group';

  @PrimaryColumn({ name: 'store_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  storeId: string;

  @PrimaryColumn({ name: 'entity_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  entityId: string;
}
