import { type ProductKey, type ProductPhotoState, productKeyOf } from '@evosync/mirror';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import type { Words } from '../../common/words.js';
import { ProductPhoto } from './product-photo.entity.js';

/** A photo that stands on an item by now; no hash: one that is not the merchant's own. */
export interface SentPhoto {
  product: ProductKey;
  itemId: number;
  hash: string | null;
}

/** A photo that VK keeps for a product. */
export interface UploadedPhoto {
  product: ProductKey;
  hash: string;
  photoId: number;
}

const CHUNK = 200;

/** Which photo of the merchant's own stands on which item of VK, and what VK keeps of them. */
@Injectable()
export class PhotoLinks {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** What a plan needs to know, by the comparable form of the product's key; most products have no row. */
  async forPlan(userId: number): Promise<Map<string, ProductPhotoState>> {
    const rows = await this.repository.find({
      select: { storeId: true, productId: true, hash: true, sentHash: true, sentItemId: true },
      where: { userId },
    });
    return new Map(
      rows.map((row) => [productKeyOf(row), { wanted: row.hash, sent: row.sentHash, sentItemId: row.sentItemId }]),
    );
  }

  /** The rows of these products, by the comparable form of their keys. */
  async of(userId: number, products: readonly ProductKey[]): Promise<Map<string, ProductPhoto>> {
    if (products.length === 0) return new Map();
    const ids = products.map(({ productId }) => productId);
    const rows = await this.repository.findBy({ userId, productId: In(ids) });
    return new Map(rows.map((row) => [productKeyOf(row), row]));
  }

  /** A photo taken away meanwhile is remembered too, so that the next run replaces it. */
  async saveSent(userId: number, sent: readonly SentPhoto[]): Promise<void> {
    for (let from = 0; from < sent.length; from += CHUNK) {
      const part = sent.slice(from, from + CHUNK);
      await this.dataSource.query(
        `INSERT INTO product_photos (user_id, store_id, product_id, sent_hash, sent_item_id)
         VALUES ${part.map(() => '(?, ?, ?, ?, ?)').join(', ')}
         ON DUPLICATE KEY UPDATE sent_hash = VALUES(sent_hash), sent_item_id = VALUES(sent_item_id)`,
        part.flatMap(({ product: { storeId, productId }, itemId, hash }) => [
          ...[userId, storeId, productId, hash],
          hash === null ? null : itemId,
        ]),
      );
    }
    if (sent.some(({ hash }) => hash === null)) {
      await this.dataSource.query(
        'DELETE FROM product_photos WHERE user_id = ? AND hash IS NULL AND sent_hash IS NULL',
        [userId],
      );
    }
  }

  /** Notes what VK keeps, before it is used: should the process die, nothing is uploaded twice. */
  async saveUploaded(userId: number, groupId: number, uploaded: readonly UploadedPhoto[]): Promise<void> {
    for (const { product, hash, photoId } of uploaded) {
      const values = { uploadedHash: hash, uploadedPhotoId: photoId, uploadedGroupId: groupId };
      await this.repository.update({ userId, ...keyOf(product) }, values);
    }
  }

  /** VK does not know that photo any more, or has it on another item. */
  async forgetUploaded(userId: number, product: ProductKey): Promise<void> {
    await this.repository.update({ userId, ...keyOf(product) }, { uploadedHash: null, uploadedPhotoId: null });
  }

  /** VK would not have this photo. */
  async saveRefused(userId: number, product: ProductKey, hash: string, message: Words): Promise<void> {
    const refused = { refusedHash: hash, refusedAt: new Date(), refusedMessage: message };
    await this.repository.update({ userId, ...keyOf(product) }, refused);
  }

  private get repository() {
    return this.dataSource.getRepository(ProductPhoto);
  }
}

function keyOf({ storeId, productId }: ProductKey): ProductKey {
  return { storeId, productId };
}
