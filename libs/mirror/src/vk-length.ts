/** The characters 0x80 to 0xBF of cp1251 (0x98 is not assigned); А to я stand above them, ASCII below. */
const CP1251_MIDDLE = 'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї';

const UNIT_LENGTHS = lengthsOfUnits();

function lengthsOfUnits(): Uint8Array {
  const lengths = new Uint8Array(0x10000);
  for (let unit = 0; unit < lengths.length; unit++) lengths[unit] = entityLength(unit);
  lengths.fill(1, 0, 0x80);
  lengths.fill(1, 0x410, 0x450);
  for (const character of CP1251_MIDDLE) lengths[character.charCodeAt(0)] = 1;
  return lengths;
}

function entityLength(codePoint: number): number {
  return `&#${codePoint};`.length;
}

/** The whole code point at `index` where a surrogate pair starts there, else null. */
function pairAt(text: string, index: number): number | null {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) return null;
  const codePoint = text.codePointAt(index) ?? unit;
  return codePoint > 0xffff ? codePoint : null;
}

/** Length as VK counts it: 1 for a character of cp1251, else the length of its decimal entity `&#N;` (rule M4). */
export function vkLength(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const pair = pairAt(text, index);
    if (pair === null) {
      length += UNIT_LENGTHS[text.charCodeAt(index)] ?? 0;
    } else {
      length += entityLength(pair);
      index++;
    }
  }
  return length;
}

/** Where the longest beginning of `text` ends whose `vkLength` is at most `limit`; never inside a surrogate pair. */
export function fittingEnd(text: string, limit: number): number {
  let length = 0;
  let index = 0;
  while (index < text.length) {
    const pair = pairAt(text, index);
    length += pair === null ? (UNIT_LENGTHS[text.charCodeAt(index)] ?? 0) : entityLength(pair);
    if (length > limit) return index;
    index += pair === null ? 1 : 2;
  }
  return index;
}
