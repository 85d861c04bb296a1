import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How one merchant wants the mirror to behave. No row means the defaults. */
@Entity('sync_configs')
export class SyncConfig {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @Column({ name: 'refresh_catalog_enabled', type: 'boolean', default: true })
  refreshCatalogEnabled: boolean;

  @Column({ name: 'refresh_vk_catalog_enabled', type: 'boolean', default: true })
  refreshVkCatalogEnabled: boolean;

  @Column({ name: 'mirror_enabled', type: 'boolean', default: true })
  mirrorEnabled: boolean;

  @Column({ name: 'price_multiplier', type: 'decimal', precision: 16, scale: 6, default: '1.000000' })
  priceMultiplier: string;

  @Column({ name: 'stock_mode', type: 'varchar', length: 16, default: 'fixed' })
  stockMode: 'fixed' | 'evotor';

  @Column({ name: 'on_removed', type: 'varchar', length: 16, default: 'hide' })
  onRemoved: 'hide' | 'delete' | 'keep';

  @Column({ name: 'adopt_existing', type: 'varchar', length: 16, default: 'title' })
  adoptExisting: 'title' | 'never';
}
