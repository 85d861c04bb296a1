import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An album of the merchant's VK shop as read last. */
@Entity('vk_cached_albums')
export class VkCachedAlbum {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @PrimaryColumn({ type: 'bigint', transformer: { to: (v: number) => v, from: Number } })
  id: number;

  @Column({ type: 'varchar', length: 1000 })
  title: string;

  @Column({ type: 'int', default: 0 })
  count: number;

  @Column({ name: 'photo_url', type: 'varchar', length: 1000, nullable: true })
  photoUrl: string | null;

  @Column({ name: 'content_hash', type: 'char', length: 27, charset: 'ascii', collation: 'ascii_bin' })
  contentHash: string;
}
