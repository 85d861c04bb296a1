import { collapseSpace, decodeEntities } from './text.js';

const BREAK = /<br\s*\/?>/gi;
const NUMERIC_ENTITY = /&#(\d{1,7}|x[0-9a-f]{1,6});/gi;
const LINE_END = /\r\n?/g;
const NO_BREAK_SPACE = /\u00a0/g;

/**
 * VK may show texts escaped (`&amp;`, `&#8381;`) and with `<br>` for a new line; this is what a reader would see.
 * Numeric entities are VK's way to keep characters that cp1251 lacks.
 */
function asRead(text: string): string {
  const lines = text.includes('<') ? text.replace(BREAK, '\n') : text;
  if (!lines.includes('&')) return lines;
  return decodeEntities(lines.includes('&#') ? lines.replace(NUMERIC_ENTITY, decodeNumeric) : lines);
}

function decodeNumeric(entity: string, digits: string): string {
  const codePoint = /^x/i.test(digits) ? parseInt(digits.slice(1), 16) : Number(digits);
  // An ampersand stays an entity: it is decoded with the named ones, so that everything is decoded once.
  if (codePoint === 0x26) return '&amp;';
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : entity;
}

function plainLines(text: string): string {
  return text.replace(LINE_END, '\n').replace(NO_BREAK_SPACE, ' ').trim();
}

/** A title as VK shows it, brought back to the form of M4: entities decoded, white space collapsed, trimmed. */
export function shownTitle(title: string): string {
  return collapseSpace(asRead(title));
}

/** The title that a reader sees behind VK's escaping, white space as it is. */
export function readTitle(title: string): string {
  return asRead(title).trim();
}

/** Whether the title that VK shows says what `wanted` says, however VK stored it. */
export function meansTitle(shown: string, wanted: string): boolean {
  if (shown === wanted) return true;
  const plain = collapseSpace(wanted);
  return collapseSpace(shown) === plain || shownTitle(shown) === plain;
}

/** Whether the description that VK shows says what `wanted` says, however VK stored it. */
export function meansDescription(shown: string, wanted: string): boolean {
  if (shown === wanted) return true;
  const plain = plainLines(wanted);
  return plainLines(shown) === plain || plainLines(asRead(shown)) === plain;
}

/** Whether the two differ, if at all, only in blanks: VK may fold them and trim lines. */
export function sameButBlanks(shown: string, wanted: string): boolean {
  const plain = withoutBlanks(wanted);
  return withoutBlanks(shown) === plain || withoutBlanks(asRead(shown)) === plain;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}
