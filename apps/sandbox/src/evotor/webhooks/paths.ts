import type { WebhookKind } from './attempts.js';
import type { WebhookStyle } from './settings.js';

type Place = Readonly<{ method: 'POST' | 'PUT'; short: string; long: string }>;

/** Where each kind goes; `{store}` is the id of the store. Receipts are documented under one path only. */
const PLACES: Readonly<Record<Exclude<WebhookKind, 'raw'>, Place>> = {
  create: { method: 'POST', short: '/user/create', long: '/api/v1/user/create' },
  verify: { method: 'POST', short: '/user/verify', long: '/api/v1/user/verify' },
  token: { method: 'POST', short: '/user/token', long: '/api/v1/user/token' },
  subscription: { method: 'POST', short: '/subscription/event', long: '/api/v1/subscription/event' },
  installation: { method: 'POST', short: '/installation/event', long: '/api/v2/installation/event' },
  products: {
    method: 'POST',
    short: '/inventories/stores/{store}/products',
    long: '/api/v1/inventories/stores/{store}/products',
  },
  documents: { method: 'PUT', short: '/', long: '/api/v1/inventories/stores/{store}/documents' },
  receipt: { method: 'POST', short: '/api/v2/receipts', long: '/api/v2/receipts' },
};

/** Method and path of a kind in the style asked for. */
export function placeOf(
  kind: Exclude<WebhookKind, 'raw'>,
  style: WebhookStyle,
  storeId = '',
): { method: 'POST' | 'PUT'; path: string } {
  const place = PLACES[kind];
  const path = place[style.paths].replace('{store}', encodeURIComponent(storeId));
  return { method: place.method, path: style.trailingSlash && !path.endsWith('/') ? `${path}/` : path };
}
