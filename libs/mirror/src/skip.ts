import { itemPrice } from './price.js';
import { isRestricted } from './restricted.js';
import type { MirrorProduct, MirrorSettings, SkipReason } from './types.js';

/**
 * Why a product in scope is not put into VK, or null when nothing speaks against it. `not_for_sale` only keeps it from
 * being created (M9): an item that it already has is shown with stock 0.
 */
export function skipReasonOf(
  product: MirrorProduct,
  settings: Pick<MirrorSettings, 'priceMultiplier'>,
): SkipReason | null {
  return skipReasonAt(itemPrice(product.price, settings.priceMultiplier), product);
}

/** `skipReasonOf` for a product whose price (M3) is known. */
export function skipReasonAt(
  priceKopecks: number | null,
  product: Pick<MirrorProduct, 'type' | 'isAgeLimited' | 'allowToSell'>,
): SkipReason | null {
  if (isRestricted(product)) return 'restricted_goods';
  if (priceKopecks === null) return 'no_price';
  return product.allowToSell ? null : 'not_for_sale';
}
