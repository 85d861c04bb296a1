import type { Request } from 'express';

export type Language = 'ru' | 'en';

/** A text for people: in both languages, or one text for all. */
export type Words = string | { ru: string; en: string };

/** The language the caller asks for by `Accept-Language`; Russian unless English is preferred. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages('ru', 'en') === 'en' ? 'en' : 'ru';
}

/** The text in one language. */
export function say(words: Words, language: Language): string {
  return typeof words === 'string' ? words : words[language];
}
