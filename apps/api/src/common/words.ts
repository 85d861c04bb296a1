import type { Request } from 'express';

export type Language = 'ru' | 'en';

/** A text for people in each language. */
export type BothLanguages = Record<Language, string>;

/** A text for people: in both languages, or one text for all. */
export type Words = string | BothLanguages;

/** The language the caller asks for by `Accept-Language`; Russian unless English is preferred. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages('ru', 'en') === 'en' ? 'en' : 'ru';
}

/** The text in one language. */
export function say(words: Words, language: Language): string {
  return typeof words === 'string' ? words : words[language];
}

/** What `compose` says in each language. */
export function inBoth(compose: (language: Language) => string): BothLanguages {
  return { ru: compose('ru'), en: compose('en') };
}
