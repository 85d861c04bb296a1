import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An item of the merchant's VK shop as read last; texts exactly as VK gave them. */
@Entity('vk_cached_products')
@Index('ix_vk_cached_products_sku', ['userId', 'sku'])
export class VkCachedProduct {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @PrimaryColumn({ type: 'bigint', transformer: { to: (v: number) => v, from: Number } })
  id: number;

  @Column({ type: 'varchar', length: 1000 })
  title: string;

  @Column({ type: 'mediumtext' })
  description: string;

  @Column({ name: 'price_kopecks', type: 'bigint', transformer: { to: (v: number) => v, from: Number } })
  priceKopecks: number;

  @Column({ name: 'stock_amount', type: 'int', nullable: true })
  stockAmount: number | null;

  /** 0 on sale, 1 removed, 2 unavailable. */
  @Column({ type: 'tinyint', default: 0 })
  availability: number;

  @Column({ type: 'varchar', length: 64, nullable: true })
  sku: string | null;

  @Column({ name: 'album_ids', type: 'json' })
  albumIds: number[];

  @Column({ name: 'photo_url', type: 'varchar', length: 1000, nullable: true })
  photoUrl: string | null;

  @Column({ name: 'reject_reason', type: 'varchar', length: 1000, nullable: true })
  rejectReason: string | null;

  @Column({ name: 'content_hash', type: 'char', length: 27, charset: 'ascii', collation: 'ascii_bin' })
  contentHash: string;
}
