import { useTranslation } from 'react-i18next';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Words of a language for numbers, money (decimal string in roubles) and times (ISO 8601). */
export interface Format {
  number: (value: number) => string;
  money: (roubles: string) => string;
  /** Names the year only when it is not this one. */
  dateTime: (iso: string, now?: number) => string;
  /** To the second, for lists in which much happens within a minute. */
  exactTime: (iso: string) => string;
  ago: (iso: string, now?: number) => string;
  /** How long it is to a moment to come; what is past or less than a minute away is about to be. */
  until: (iso: string, now?: number) => string;
  duration: (milliseconds: number) => string;
}

/** Formatter for a language code (`ru`, `en`). */
export function formatFor(language: string): Format {
  const locale = language === 'en' ? 'en-GB' : 'ru-RU';
  const number = new Intl.NumberFormat(locale);
  const money = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  });
  const parts = { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' } as const;
  const dateTime = new Intl.DateTimeFormat(locale, parts);
  const withYear = new Intl.DateTimeFormat(locale, { ...parts, year: 'numeric' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const unit = (value: number, name: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value);

  return {
    number: (value) => number.format(value),
    money: (roubles) => money.format(Number(roubles)),
    dateTime: (iso, now = Date.now()) => {
      const time = new Date(iso);
      return time.getFullYear() === new Date(now).getFullYear() ? dateTime.format(time) : withYear.format(time);
    },
    exactTime: (iso) => exact.format(new Date(iso)),
    ago: (iso, now = Date.now()) => {
      const passed = Math.max(0, now - Date.parse(iso));
      if (passed < MINUTE) return locale === 'ru-RU' ? 'только что' : 'just now';
      if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), 'minute');
      if (passed < DAY) return relative.format(-Math.floor(passed / HOUR), 'hour');
      return relative.format(-Math.floor(passed / DAY), 'day');
    },
    until: (iso, now = Date.now()) => {
      const left = Date.parse(iso) - now;
      if (left < MINUTE) return locale === 'ru-RU' ? 'вот-вот' : 'any moment now';
      if (left < HOUR) return relative.format(Math.round(left / MINUTE), 'minute');
      if (left < DAY) return relative.format(Math.round(left / HOUR), 'hour');
      return relative.format(Math.round(left / DAY), 'day');
    },
    duration: (milliseconds) => {
      const seconds = Math.round(milliseconds / 1000);
      if (seconds < 1) return `< ${unit(1, 'second')}`;
      if (seconds < 60) return unit(seconds, 'second');
      const minutes = Math.floor(seconds / 60);
      if (minutes < 60) return `${unit(minutes, 'minute')} ${unit(seconds % 60, 'second')}`;
      return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
    },
  };
}

const formats = new Map<string, Format>();

/** Formatter for the language the page is shown in. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const known = formats.get(language);
  if (known) return known;
  const made = formatFor(language);
  formats.set(language, made);
  return made;
}
