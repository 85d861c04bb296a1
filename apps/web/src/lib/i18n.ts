import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { ruAdminRooms } from '../locales/ru/admin-rooms.js';
import { ru } from '../locales/ru/index.js';
import type { ruMoreRooms } from '../locales/ru/more-rooms.js';
import type { ruRooms } from '../locales/ru/rooms.js';

export const LANGUAGES = ['ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'evosync-language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof ru & typeof ruRooms & typeof ruMoreRooms & typeof ruAdminRooms;
  }
}

function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}

function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(STORAGE_KEY);
  return isLanguage(stored) ? stored : null;
}

/** Makes more words known, by namespace. */
export function addWords(language: Language, words: Record<string, object>): void {
  for (const [namespace, bundle] of Object.entries(words)) i18next.addResourceBundle(language, namespace, bundle);
}

async function showIn(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'common')) {
    const [{ en }, { enRooms }, { enMoreRooms }, { enAdminRooms }] = await Promise.all([
      import('../locales/en/index.js'),
      import('../locales/en/rooms.js'),
      import('../locales/en/more-rooms.js'),
      import('../locales/en/admin-rooms.js'),
    ]);
    addWords('en', { ...en, ...enRooms, ...enMoreRooms, ...enAdminRooms });
  }
  await i18next.changeLanguage(language);
}

/** Makes the words ready in the visitor's language; resolves before the first paint. */
export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    lng: 'ru',
    fallbackLng: 'ru',
    resources: { ru },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
  const chosen = chosenLanguage();
  if (chosen && chosen !== 'ru') await showIn(chosen);
}

/** Switches the language and remembers the choice in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language);
  await showIn(language);
}

/** Uses the language of the account, where nothing was chosen in this browser. */
export async function followAccountLanguage(language: string | null): Promise<void> {
  if (chosenLanguage() === null && isLanguage(language) && language !== i18next.language) await showIn(language);
}
