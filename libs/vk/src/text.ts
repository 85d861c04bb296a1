const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** Undoes once the escaping that VK may put on texts it returns: entities by name or number, and `<br>`. */
export function decodeVkText(text: string): string {
  return text.replace(/<br\s*\/?>|&(?:#(\d{1,7})|([a-z]+));/gi, (found, number?: string, name?: string) => {
    if (number !== undefined) {
      const code = Number(number);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : found;
    }
    return name === undefined ? '\n' : (ENTITIES[name.toLowerCase()] ?? found);
  });
}
