import { withoutTrailingZeros } from './decimal.js';
import { cleanName, measureOf } from './name.js';
import { decodeEntities } from './text.js';
import type { MirrorProduct } from './types.js';

const SHORTEST_DESCRIPTION = 10;
const LONGEST_DESCRIPTION = 4000;
const TRAILING_STOPS = /[.\s]+$/;

/** Rule M5: the description of an item, 10 to 4,000 characters (plain ones: only names are counted as VK counts). */
export function itemDescription(
  product: Pick<MirrorProduct, 'name' | 'measureName' | 'description'>,
  priceMultiplier: string,
): string {
  return describe(cleanName(product.name), product, withoutTrailingZeros(priceMultiplier));
}

/** `itemDescription` for a name that was cleaned (M4) and a multiplier without trailing zeros. */
export function describe(
  clean: string,
  product: Pick<MirrorProduct, 'measureName' | 'description'>,
  pricedAmount: string,
): string {
  const unit = measureOf(product).replace(TRAILING_STOPS, '');
  const heading = unit === '' ? clean : `${clean} (цена за ${pricedAmount} ${unit}.)`;
  const details = product.description === null ? '' : decodeEntities(product.description).trim();
  const whole = (details === '' ? heading : `${heading}\n\n${details}`).trim();
  return cut(characters(whole) < SHORTEST_DESCRIPTION ? `${whole} — товар из каталога магазина`.trim() : whole);
}

function cut(description: string): string {
  if (description.length <= LONGEST_DESCRIPTION) return description;
  return Array.from(description).slice(0, LONGEST_DESCRIPTION).join('');
}

/** How many characters a text has; one that takes two units in memory is one all the same. */
function characters(text: string): number {
  return text.length > 2 * SHORTEST_DESCRIPTION ? text.length : Array.from(text).length;
}
