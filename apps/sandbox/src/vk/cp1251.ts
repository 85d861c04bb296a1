/** The characters above ASCII that Windows code page 1251 holds, besides the Russian alphabet. */
const CP1251_SIGNS = new Set('ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї');

/** Length of a text as VK counts names: 1 for a character of cp1251, else the length of its decimal entity `&#N;`. */
export function cp1251Length(text: string): number {
  let length = 0;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    length += inCp1251(char, point) ? 1 : `&#${point};`.length;
  }
  return length;
}

function inCp1251(char: string, point: number): boolean {
  return point < 0x80 || (point >= 0x410 && point <= 0x44f) || CP1251_SIGNS.has(char);
}
