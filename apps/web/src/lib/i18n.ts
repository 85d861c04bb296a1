import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { ru } from '../locales/ru/index.js';

export const LANGUAGES = ['ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'evosync-language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof ru;
  }
}

function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}

function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(STORAGE_KEY);
  return isLanguage(stored) ? stored : null;
}

async function showIn(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'common')) {
    const { en } = await import('../locales/en/index.js');
    for (const [namespace, words] of Object.entries(en)) i18next.addResourceBundle('en', namespace, words);
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
