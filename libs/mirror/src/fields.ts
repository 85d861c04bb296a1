import { withoutTrailingZeros } from './decimal.js';
import { describe } from './description.js';
import { cleanName, finishName } from './name.js';
import { priceRule } from './price.js';
import { skipReasonAt } from './skip.js';
import { skuOf } from './sku.js';
import { itemStock } from './stock.js';
import type { ItemFields, MirrorProduct, MirrorSettings, SkipReason } from './types.js';

/** The settings, ready to be applied to many products. */
export interface FieldRules {
  settings: MirrorSettings;
  priceOf: (price: string | null) => number | null;
  /** The N of `цена за N шт.` (M5). */
  pricedAmount: string;
}

/** What the rules say of one product, before anything is known about its item. */
export interface Wanted {
  name: string;
  skip: SkipReason | null;
  /** Null when the product may not be shown at all: restricted, or without a price. */
  priceKopecks: number | null;
}

/** What the item of a product should be (M3 to M7); null when the product has no price to show. */
export function itemFieldsOf(product: MirrorProduct, settings: MirrorSettings): ItemFields | null {
  const rules = fieldRules(settings);
  const priceKopecks = rules.priceOf(product.price);
  const name = finishName(cleanName(product.name), product);
  const sku = skuOf({ storeId: product.storeId, productId: product.id });
  return priceKopecks === null ? null : fieldsAt(priceKopecks, name, product, sku, rules);
}

/** Reads the settings once for many products. */
export function fieldRules(settings: MirrorSettings): FieldRules {
  const { priceMultiplier } = settings;
  return { settings, priceOf: priceRule(priceMultiplier), pricedAmount: withoutTrailingZeros(priceMultiplier) };
}

/** Rules M2 to M4 for one product: what must be known of all products before anything is said of one. */
export function wantedOf(product: MirrorProduct, rules: FieldRules): Wanted {
  const priceKopecks = rules.priceOf(product.price);
  const skip = skipReasonAt(priceKopecks, product);
  const name = finishName(cleanName(product.name), product);
  return { name, skip, priceKopecks: skip === 'restricted_goods' ? null : priceKopecks };
}

/** Rules M3 to M7 for one product whose name (M4), price (M3) and sku are known. */
export function fieldsAt(
  priceKopecks: number,
  name: string,
  product: MirrorProduct,
  sku: string,
  { settings, pricedAmount }: FieldRules,
): ItemFields {
  return {
    name,
    description: describe(cleanName(product.name), product, pricedAmount),
    priceKopecks,
    stockAmount: itemStock(product, settings),
    sku,
  };
}
