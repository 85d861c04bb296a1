/** What a register or a shop calls its thing, by rules M3 to M5 and M11, read from the design alone. */
import { createHash } from 'node:crypto';

const NAME_LIMIT = 100;
const ALBUM_LIMIT = 128;
const NAME_LEAST = 4;
const DESCRIPTION_LEAST = 10;
const DESCRIPTION_LIMIT = 4000;

const CP1251 = new Set(new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)));
const ENTITIES: Record<string, string> = {
  '&quot;': '"',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#39;': "'",
  '&apos;': "'",
  '&nbsp;': '\u00a0',
};

/** The words of a product that VK's texts are made of. */
interface Worded {
  name: string;
  measure_name?: string | null | undefined;
  description?: string | null | undefined;
}

/** M4: 1 for a character of cp1251, else the length of its decimal entity. */
function vkLength(text: string): number {
  let length = 0;
  for (const char of text) length += CP1251.has(char) ? 1 : `&#${char.codePointAt(0)};`.length;
  return length;
}

/** M4 without appending and cutting. */
function cleanName(name: string): string {
  return decoded(name).replace(/\s+/g, ' ').trim();
}

/** M4. */
export function itemName(product: Worded): string {
  const name = cleanName(product.name);
  if (vkLength(name) >= NAME_LEAST) return cut(name, NAME_LIMIT);
  const longer = `${name} (${measureOf(product) || 'товар'})`.trim();
  // The rule does not say what becomes of "" measured in "г": "(г)" is still too short for VK.
  return cut(vkLength(longer) < NAME_LEAST ? `${name} (товар)`.trim() : longer, NAME_LIMIT);
}

/** M5; `multiplier` as the merchant typed it. */
export function itemDescription(product: Worded, multiplier: string): string {
  const unit = measureOf(product).replace(/\.$/, '');
  const own = decoded(product.description ?? '').trim();
  let text = cleanName(product.name);
  if (unit !== '') text += ` (цена за ${withoutTrailingZeros(multiplier)} ${unit}.)`;
  if (own !== '') text = `${text}\n\n${own}`.trim();
  // M5 speaks of characters, and so does VK's own check, however it counts those of a name.
  if ([...text].length < DESCRIPTION_LEAST) text += ' — товар из каталога магазина';
  return asVkKeeps([...text].slice(0, DESCRIPTION_LIMIT).join(''));
}

/** M11. */
export function albumTitle(groupName: string): string {
  return cut(cleanName(groupName), ALBUM_LIMIT);
}

/** M7. */
export function skuOf(storeId: string, productId: string): string {
  const hash = createHash('sha256').update(`${storeId}:${productId}`.toLowerCase()).digest('hex');
  return `EV-${hash.slice(0, 12)}`;
}

/** M3: whole kopecks, half up; 0 where there is no price. */
export function kopecksOf(price: number | null | undefined, multiplier: string): number {
  const [left, right] = [decimal(String(price ?? 0)), decimal(multiplier)];
  const hundredths = left.digits * right.digits * 100n;
  const one = 10n ** BigInt(left.scale + right.scale);
  return hundredths <= 0n ? 0 : Number((2n * hundredths + one) / (2n * one));
}

function measureOf(product: Worded): string {
  return (product.measure_name ?? '').trim();
}

function decoded(text: string): string {
  return text.replace(/&(?:quot|amp|lt|gt|#39|apos|nbsp);/g, (entity) => ENTITIES[entity] ?? entity);
}

function cut(text: string, limit: number): string {
  if (vkLength(text) <= limit) return text;
  const fitting = firstOf(text, limit - 1);
  const next = text.charAt(fitting.length);
  const atSpace = next === ' ' ? fitting : fitting.slice(0, Math.max(0, fitting.lastIndexOf(' ')));
  return `${vkLength(atSpace) * 2 < vkLength(fitting) ? fitting : atSpace}…`;
}

/** As many characters from the beginning as VK counts for no more than `length`. */
function firstOf(text: string, length: number): string {
  let first = '';
  let left = length;
  for (const char of text) {
    left -= vkLength(char);
    if (left < 0) break;
    first += char;
  }
  return first;
}

/** The simulated VK keeps texts trimmed, with runs of blanks folded. */
function asVkKeeps(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

function withoutTrailingZeros(multiplier: string): string {
  return multiplier.includes('.') ? multiplier.replace(/0+$/, '').replace(/\.$/, '') : multiplier;
}

function decimal(text: string): { digits: bigint; scale: number } {
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}
