import { readOptional, type Fields } from './read-body.js';

/** Where something changed; a store that is null may be any. */
export interface ToldChange {
  storeId: string | null;
  stockOnly: boolean;
}

/** Documents that move stock and nothing else of a product. */
const STOCK = new Set(['SELL', 'PAYBACK', 'BUY', 'BUYBACK', 'ACCEPT', 'WRITE_OFF', 'RETURN', 'INVENTORY']);
/** Documents that move no goods at all. */
const NO_GOODS = /^(OPEN|CLOSE|POS_OPEN|POS_CLOSE|X_|Z_|CASH_|FPRINT|REPORT)/;

/** The stores that documents are about, each once. Documents of unknown types may be about anything. */
export function readDocuments(documents: readonly Fields[], storeOfPath: string | null): ToldChange[] {
  const changes = new Map<string, ToldChange>();
  for (const document of documents) {
    const type = (readOptional(document, 'type') ?? '').toUpperCase();
    if (NO_GOODS.test(type)) continue;
    const named = ['storeUuid', 'storeId', 'store_id'].map((name) => readOptional(document, name, 64)).find(Boolean);
    const storeId = named ?? storeOfPath;
    const key = storeId?.toLowerCase() ?? '';
    const stockOnly = STOCK.has(type) && (changes.get(key)?.stockOnly ?? true);
    changes.set(key, { storeId, stockOnly });
  }
  return [...changes.values()];
}
