import { parseDecimal, powerOfTen } from './decimal.js';
import type { MirrorProduct, MirrorSettings } from './types.js';

/** VK's ceiling for `stock_amount` (market.add, schema 5.199). */
const HIGHEST_STOCK = 999_999;

const WHOLE = /^\d+$/;

/** Rule M6: how many of a product VK should show; 0 when it is not for sale. */
export function itemStock(
  product: Pick<MirrorProduct, 'allowToSell' | 'quantity'>,
  settings: Pick<MirrorSettings, 'stockMode' | 'stockAmount'>,
): number {
  if (!product.allowToSell) return 0;
  const quantity = settings.stockMode === 'evotor' ? wholeQuantity(product.quantity) : null;
  return quantity ?? settings.stockAmount;
}

/** Floored and clamped to what VK takes; null when the register gives no quantity. */
function wholeQuantity(quantity: string | null): number | null {
  if (quantity === null) return null;
  if (WHOLE.test(quantity)) return Math.min(Number(quantity), HIGHEST_STOCK);
  const decimal = parseDecimal(quantity);
  if (!decimal) return null;
  if (decimal.unscaled <= 0n) return 0;
  return Math.min(Number(decimal.unscaled / powerOfTen(decimal.scale)), HIGHEST_STOCK);
}
