import { type BothLanguages, inBoth, say, type Words } from './words.js';

/** The most characters that are kept of one language. */
const LONGEST = 500;

/** Characters that JSON would write in six: they stand for nothing in a sentence. */
const CONTROLS = /\p{Cc}/gu;

/** The length of a column that takes whatever {@link toStored} may give: every character of a sentence may be a quote. */
export const STORED_WORDS_LENGTH = 2100;

/** Words as a column of text keeps them: one text for all as it is, both languages as JSON; each cut where it is long. */
export function toStored(words: Words | null): string | null {
  if (words === null) return null;
  const isOneForAll = typeof words === 'string' && readBoth(words) === null;
  return isOneForAll ? cut(words) : JSON.stringify(inBoth((language) => cut(say(words, language))));
}

/** Words as {@link toStored} gave them. What older versions wrote is one text for all. */
export function fromStored(text: string | null): Words | null {
  return text === null ? null : (readBoth(text) ?? text);
}

/** A column of words, for an entity; what an insert leaves out stays left out. */
export const wordsColumn = {
  type: 'varchar',
  length: STORED_WORDS_LENGTH,
  nullable: true,
  transformer: {
    to: (words: Words | null | undefined) => (words === undefined ? undefined : toStored(words)),
    from: fromStored,
  },
} as const;

function cut(text: string): string {
  return text.replace(CONTROLS, ' ').slice(0, LONGEST).toWellFormed();
}

function readBoth(text: string): BothLanguages | null {
  if (!text.startsWith('{"ru":')) return null;
  try {
    const { ru, en } = JSON.parse(text) as Partial<BothLanguages>;
    return typeof ru === 'string' && typeof en === 'string' ? { ru, en } : null;
  } catch {
    return null;
  }
}
