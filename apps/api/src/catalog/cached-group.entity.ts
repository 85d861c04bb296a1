import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A product group as Evotor listed it last, and the album that stands for it in VK. */
@Entity('cached_groups')
export class CachedGroup {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @PrimaryColumn({ name: 'store_id', type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  storeId: string;

  @PrimaryColumn({ type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' })
  id: string;

  @Column({ type: 'varchar', length: 500 })
  name: string;

  @Column({
    name: 'parent_id',
    type: 'char',
    length: 36,
    charset: 'ascii',
    collation: 'ascii_general_ci',
    nullable: true,
  })
  parentId: string | null;

  @Column({ name: 'is_modification', type: 'boolean', default: false })
  isModification: boolean;

  @Column({ name: 'removed_at', type: 'datetime', precision: 3, nullable: true })
  removedAt: Date | null;

  @Column({
    name: 'vk_album_id',
    type: 'bigint',
    nullable: true,
    transformer: { to: (v: number | null) => v, from: (v: string | null) => (v === null ? null : Number(v)) },
  })
  vkAlbumId: number | null;

  /** The title its album was given last; without an album: the one under which VK was asked to make it. */
  @Column({ name: 'vk_sent_title', type: 'varchar', length: 500, nullable: true })
  vkSentTitle: string | null;

  @Column({ name: 'vk_shown_title', type: 'varchar', length: 500, nullable: true })
  vkShownTitle: string | null;
}
