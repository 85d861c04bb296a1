/** Text made safe for HTML content and attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A count with its Russian noun: `goodsCount(21)` is `21 товар`. */
export function goodsCount(count: number): string {
  const tens = count % 100;
  const ones = count % 10;
  if (ones === 1 && tens !== 11) return `${count} товар`;
  const few = ones >= 2 && ones <= 4 && (tens < 12 || tens > 14);
  return `${count} ${few ? 'товара' : 'товаров'}`;
}
