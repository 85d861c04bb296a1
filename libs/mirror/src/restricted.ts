import type { MirrorProduct } from './types.js';

/** Rule M2: goods that may not be sold at a distance: for adults, alcohol and beer, tobacco, nicotine, medicine. */
export function isRestricted(product: Pick<MirrorProduct, 'type' | 'isAgeLimited'>): boolean {
  if (product.isAgeLimited) return true;
  if (product.type === 'NORMAL') return false;
  const type = product.type.toUpperCase();
  return isAlcohol(type) || type.includes('TOBACCO') || type.includes('NICOTINE') || type.includes('MEDICINE');
}

function isAlcohol(type: string): boolean {
  return (type.includes('ALCOHOL') || type.includes('BEER')) && !type.includes('NOT_ALCOHOL');
}
