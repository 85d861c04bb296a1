import type { EvotorProduct } from '@evosync/evotor';
import { groupOf, type PlainGroups } from '@evosync/mirror';
import { hash } from 'node:crypto';
import type { CachedImage } from './cached-product.entity.js';
import { UNGROUPED } from './ungrouped.js';

/** A product as it is written into `cached_products`, with the hash of its content. */
export interface ProductRow {
  userId: number;
  storeId: string;
  id: string;
  name: string;
  type: string;
  price: string | null;
  quantity: string | null;
  measureName: string | null;
  allowToSell: boolean;
  description: string | null;
  code: string | null;
  articleNumber: string | null;
  barcodes: string | null;
  parentId: string | null;
  groupId: string;
  isAgeLimited: boolean;
  images: CachedImage[] | null;
  contentHash: string;
}

/** Twenty digits and six decimals is what the table keeps; Evotor gives far less. */
const DECIMAL = /^-?\d{1,14}(\.\d+)?$/;

/** A product of Evotor as a row; texts longer than the table takes are cut. */
export function toCachedProduct(
  userId: number,
  storeId: string,
  product: EvotorProduct,
  groups: PlainGroups,
): ProductRow {
  const content = {
    name: product.name.slice(0, 1000),
    type: product.type.slice(0, 64),
    price: decimal(product.price),
    quantity: decimal(product.quantity),
    measureName: product.measureName?.slice(0, 255) ?? null,
    allowToSell: product.allowToSell,
    description: product.description,
    code: product.code?.slice(0, 255) ?? null,
    articleNumber: product.articleNumber?.slice(0, 255) ?? null,
    barcodes: product.barcodes.length > 0 ? product.barcodes.join(' ').slice(0, 16_000) : null,
    parentId: product.parentId,
    groupId: groupOf({ storeId, parentId: product.parentId }, groups)?.id ?? UNGROUPED,
    isAgeLimited: product.isAgeLimited,
    images: product.images?.map(({ id, url }) => ({ id, url })) ?? null,
  };
  return { userId, storeId, id: product.id, ...content, contentHash: contentHash(content) };
}

/** A short hash (27 characters) of any plain value. */
export function contentHash(content: unknown): string {
  return hash('sha1', JSON.stringify(content), 'base64').slice(0, 27);
}

function decimal(value: string | null): string | null {
  return value !== null && DECIMAL.test(value) ? value : null;
}
