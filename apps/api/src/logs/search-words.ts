const MOST_BYTES = 4000;
const LONGEST_WORD = 64;
const FIELD_NAMES = /\\*"[\w.-]{1,64}\\*"\s*:/g;
const ESCAPES = /\\+[nrt]/g;
const WORDS = /[\p{L}\p{N}](?:[\p{L}\p{N}_.:-]*[\p{L}\p{N}])?/gu;

/** The words of a text, each once, in lower case; of a very long one the beginning. */
export function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(WORDS) ?? [];
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))];
}

/** The words by which a call can be found: of its texts in their order, field names of JSON left out, at most 4,000 bytes. */
export function searchTextOf(texts: (string | null)[]): string {
  const plain = texts.map((text) => (text ?? '').replace(FIELD_NAMES, ' ').replace(ESCAPES, ' ')).join(' ');
  const bytes = Buffer.from(wordsOf(plain).join(' '));
  return bytes.length > MOST_BYTES ? bytes.toString('utf8', 0, bytes.lastIndexOf(' ', MOST_BYTES)) : bytes.toString();
}
