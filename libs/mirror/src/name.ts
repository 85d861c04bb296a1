import { collapseSpace, decodeEntities } from './text.js';
import type { MirrorProduct } from './types.js';
import { fittingEnd, vkLength } from './vk-length.js';

const SHORTEST_NAME = 4;
const LONGEST_NAME = 100;
const LONGEST_ALBUM_TITLE = 128;
const ELLIPSIS = '…';

/** What M4 does to any name before its length is looked at: entities decoded once, white space collapsed, trimmed. */
export function cleanName(name: string): string {
  return collapseSpace(decodeEntities(name));
}

/** The measure of a product, trimmed; empty when it has none. */
export function measureOf(product: Pick<MirrorProduct, 'measureName'>): string {
  return product.measureName === null ? '' : cleanName(product.measureName);
}

/** Rule M4: the name of an item, 4 to 100 long as VK counts. */
export function itemName(product: Pick<MirrorProduct, 'name' | 'measureName'>): string {
  return finishName(cleanName(product.name), product);
}

/** The rest of M4 for a name that was cleaned: what is too short is lengthened, what is too long is cut. */
export function finishName(clean: string, product: Pick<MirrorProduct, 'measureName'>): string {
  const length = vkLength(clean);
  if (length >= SHORTEST_NAME && length <= LONGEST_NAME) return clean;
  return shorten(length < SHORTEST_NAME ? lengthen(clean, measureOf(product)) : clean, LONGEST_NAME);
}

/** The title of a group's album (M11): cleaned and cut as a name, 1 to 128 long as VK counts. */
export function albumTitle(groupName: string): string {
  return shorten(cleanName(groupName), LONGEST_ALBUM_TITLE) || 'Группа';
}

function lengthen(name: string, measure: string): string {
  const withMeasure = `${name} (${measure || 'товар'})`.trim();
  // Only a product without any name and with a measure of one letter is still too short.
  return vkLength(withMeasure) >= SHORTEST_NAME ? withMeasure : `${name} (товар)`.trim();
}

/**
 * Cuts a cleaned name at the last space that leaves room for the ellipsis, or, where the word cut off would take more
 * than half of what fits, at the last character that fits.
 */
function shorten(name: string, limit: number): string {
  if (vkLength(name) <= limit) return name;
  const end = fittingEnd(name, limit - vkLength(ELLIPSIS));
  const space = name.lastIndexOf(' ', end);
  const cutsAtSpace = space > 0 && vkLength(name.slice(space, end)) * 2 <= vkLength(name.slice(0, end));
  return name.slice(0, cutsAtSpace ? space : end).trimEnd() + ELLIPSIS;
}
