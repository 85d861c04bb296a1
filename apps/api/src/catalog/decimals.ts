/** A stored decimal as money: at least two decimals, no trailing zeros beyond them. */
export function roubles(stored: string): string {
  const [whole = '0', fraction = ''] = stored.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

/** Whole kopecks as money. */
export function fromKopecks(kopecks: number): string {
  return (kopecks / 100).toFixed(2);
}

/** A stored decimal without trailing zeros. */
export function plainDecimal(stored: string): string {
  return stored.includes('.') ? stored.replace(/\.?0+$/, '') : stored;
}
