import { hash } from 'node:crypto';
import type { ProductKey } from './types.js';

const SKU_PREFIX = 'EV-';

/** Rule M7: the sku by which the item of a product is known in VK, 15 characters. */
export function skuOf(product: ProductKey): string {
  const subject = `${product.storeId}:${product.productId}`.toLowerCase();
  return SKU_PREFIX + hash('sha256', subject, 'hex').slice(0, 12);
}

/** Whether an item carries a sku of EvoSync's making, so that it can never be nobody's. */
export function isOurSku(sku: string | null): boolean {
  return sku?.startsWith(SKU_PREFIX) ?? false;
}
