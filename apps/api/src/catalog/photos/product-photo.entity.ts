import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wordsColumn } from '../../common/stored-words.js';
import type { Words } from '../../common/words.js';

const bigint = { to: (v: number | null) => v, from: (v: string | null) => (v === null ? null : Number(v)) };
const hash = { type: 'char', length: 64, charset: 'ascii', collation: 'ascii_bin', nullable: true } as const;
const id = { type: 'char', length: 36, charset: 'ascii', collation: 'ascii_general_ci' } as const;

/** The photo that a merchant gave a product, and what of it VK has. The pictures themselves are files. */
@Entity('product_photos')
@Index('ix_product_photos_hash', ['userId', 'hash'])
export class ProductPhoto {
  @PrimaryColumn({ name: 'user_id', type: 'int', unsigned: true })
  userId: number;

  @PrimaryColumn({ name: 'store_id', ...id })
  storeId: string;

  @PrimaryColumn({ name: 'product_id', ...id })
  productId: string;

  /** SHA-256 of the prepared picture, in hex; null: taken away, while VK may still show the old one. */
  @Column(hash)
  hash: string | null;

  /** The name of the file that was given. */
  @Column({ name: 'file_name', type: 'varchar', length: 255, nullable: true })
  fileName: string | null;

  @Column({ type: 'smallint', unsigned: true, default: 0 })
  width: number;

  @Column({ type: 'smallint', unsigned: true, default: 0 })
  height: number;

  @Column({ name: 'added_at', type: 'datetime', precision: 3, nullable: true })
  addedAt: Date | null;

  /** The picture that was put on an item last, and which item; null: none of the merchant's own. */
  @Column({ name: 'sent_hash', ...hash })
  sentHash: string | null;

  @Column({ name: 'sent_item_id', type: 'bigint', nullable: true, transformer: bigint })
  sentItemId: number | null;

  /** The picture that VK keeps for this product, in which community and under which id, whether or not an item has it. */
  @Column({ name: 'uploaded_hash', ...hash })
  uploadedHash: string | null;

  @Column({ name: 'uploaded_photo_id', type: 'bigint', nullable: true, transformer: bigint })
  uploadedPhotoId: number | null;

  @Column({ name: 'uploaded_group_id', type: 'bigint', nullable: true, transformer: bigint })
  uploadedGroupId: number | null;

  /** The picture that VK would not have, when it said so and why. */
  @Column({ name: 'refused_hash', ...hash })
  refusedHash: string | null;

  @Column({ name: 'refused_at', type: 'datetime', precision: 3, nullable: true })
  refusedAt: Date | null;

  @Column({ name: 'refused_message', ...wordsColumn })
  refusedMessage: Words | null;
}
