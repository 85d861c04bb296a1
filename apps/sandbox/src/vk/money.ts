import type { CurrencyName, Json } from './types.js';

const CURRENCIES: Readonly<Record<CurrencyName, { id: number; title: string }>> = {
  RUB: { id: 643, title: '₽' },
  KZT: { id: 398, title: '₸' },
  EUR: { id: 978, title: '€' },
  USD: { id: 840, title: '$' },
  UAH: { id: 980, title: '₴' },
};

export const CURRENCY_NAMES: readonly CurrencyName[] = ['RUB', 'KZT', 'EUR', 'USD', 'UAH'];

export function currencyView(name: CurrencyName): Json {
  return { id: CURRENCIES[name].id, name, title: CURRENCIES[name].title };
}

/** Hundredths of a decimal in whole units (`"129.90"` -> 12990), the third digit rounded half up. */
export function hundredths(decimal: string): number {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const digits = fraction.padEnd(3, '0');
  return Number(whole) * 100 + Number(digits.slice(0, 2)) + (Number(digits[2]) >= 5 ? 1 : 0);
}

/** Price as VK shows it: `1 290,50 ₽`, whole roubles without kopecks. */
export function priceText(amount: number, currency: CurrencyName): string {
  const whole = String(Math.floor(amount / 100)).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
  const cents = amount % 100;
  return `${whole}${cents === 0 ? '' : `,${String(cents).padStart(2, '0')}`} ${CURRENCIES[currency].title}`;
}
