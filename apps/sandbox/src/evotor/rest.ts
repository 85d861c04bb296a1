import { Router, type Request, type Response } from 'express';
import { setTimeout as pause } from 'node:timers/promises';
import { sendError, sendFault, sendJson } from './answer.js';
import { acceptsV2, tokenOf } from './credentials.js';
import type { Cursors } from './cursors.js';
import type { Faults, PlannedFault } from './faults.js';
import type { Journal, JournalEntry } from './journal.js';
import { sendPage, type Listing } from './listing.js';
import type { ImageRecord, Merchant, Permission, StoreRecord } from './model.js';
import { drawPicture } from './pictures.js';
import type { RateLimit } from './rate-limit.js';
import type { EvotorSettings } from './settings.js';
import type { EvotorState } from './state.js';
import { deviceToWire, groupToWire, imageToWire, productToWire, storeToWire, type Wire } from './wire.js';

/** What the REST side stands on. */
export interface RestParts {
  state: EvotorState;
  settings: () => EvotorSettings;
  faults: Faults;
  journal: Journal;
  cursors: Cursors;
  rateLimit: RateLimit;
  now: () => number;
}

/** A request that passed all doors. */
interface Visit {
  req: Request;
  res: Response;
  merchant: Merchant;
  fault: PlannedFault | undefined;
}

/** The REST API of the Cloud, v2, as far as a mirror of the catalogue reads it, and the pictures' bytes. */
export function restRouter(parts: RestParts): Router {
  const { state } = parts;
  const router = Router();

  router.get('/images/:file', async (req, res) => {
    const image = state.imageById(req.params.file.replace(/\.png$/, ''));
    if (!image) return sendError(res, 404);
    res.type('png').end(await drawPicture(image.caption));
  });

  const open = (path: string, permission: Permission, answer: (visit: Visit) => Promise<void> | void): void => {
    router.all(path, async (req, res) => {
      const visit = await enter(parts, req, res, permission);
      if (visit) await answer(visit);
    });
  };
  const openStore = (
    path: string,
    permission: Permission,
    answer: (visit: Visit, store: StoreRecord) => Promise<void> | void,
  ): void =>
    open(`/stores/:storeId/${path}`, permission, (visit) => {
      const store = ownStore(state, visit);
      if (!store) return sendError(visit.res, 404, 'Магазин не найден');
      return store.paid ? answer(visit, store) : sendError(visit.res, 402);
    });
  const page = <Kept extends { seq: number; updatedAt: number }>(visit: Visit, listing: Listing<Kept>): Promise<void> =>
    sendPage(visit.req, visit.res, listing, { cursors: parts.cursors, settings: parts.settings(), fault: visit.fault });
  const one = (visit: Visit, wire: Wire | undefined): void =>
    wire ? sendJson(visit.res, 200, wire, visit.fault) : sendError(visit.res, 404, 'Не найдено');

  open('/stores', 'store:read', (visit) =>
    page(visit, {
      key: `stores ${visit.merchant.userId}`,
      records: state.storesOf(visit.merchant.userId),
      filtered: false,
      show: storeToWire,
    }),
  );
  open('/stores/:storeId', 'store:read', (visit) => {
    const store = ownStore(state, visit);
    one(visit, store && storeToWire(store));
  });
  open('/devices', 'device:read', (visit) =>
    page(visit, {
      key: `devices ${visit.merchant.userId}`,
      records: [...state.devices.values()].filter((device) => device.userId === visit.merchant.userId),
      filtered: false,
      show: deviceToWire,
    }),
  );
  openStore('product-groups', 'product-group:read', (visit, store) =>
    page(visit, {
      key: `groups ${store.id}`,
      records: [...store.groups.values()],
      filtered: false,
      show: (group) => groupToWire(group, store),
    }),
  );
  openStore('product-groups/:groupId', 'product-group:read', (visit, store) => {
    const group = store.groups.get(String(visit.req.params['groupId']));
    one(visit, group && groupToWire(group, store));
  });

  const showProduct = async (visit: Visit, store: StoreRecord, productId: string): Promise<Wire | undefined> => {
    const product = store.products.get(productId);
    if (!product) return undefined;
    const withImages = parts.settings().imagesInProducts && visit.merchant.permissions.has('product-image:read');
    const images = product.image && withImages ? [await showImage(visit.req, store, product.image)] : undefined;
    return productToWire(product, store, visit.merchant, images);
  };
  openStore('products', 'product:read', (visit, store) =>
    page(visit, {
      key: `products ${store.id}`,
      records: [...store.products.values()],
      filtered: true,
      show: async (product) => (await showProduct(visit, store, product.id)) ?? {},
    }),
  );
  openStore('products/:productId', 'product:read', async (visit, store) =>
    one(visit, await showProduct(visit, store, String(visit.req.params['productId']))),
  );
  openStore('products/:productId/images', 'product-image:read', (visit, store) => {
    const product = store.products.get(String(visit.req.params['productId']));
    if (!product) return sendError(visit.res, 404, 'Товар не найден');
    return page(visit, {
      key: `images ${store.id} ${product.id}`,
      records: product.image ? [product.image] : [],
      filtered: false,
      show: (image) => showImage(visit.req, store, image),
    });
  });

  router.use(async (req, res) => {
    if (await enter(parts, req, res, undefined)) sendError(res, 404, 'Не найдено');
  });
  return router;
}

/** Every door in order: token, fault, rate limit, method, media type, rights. Nothing where one is shut. */
async function enter(
  parts: RestParts,
  req: Request,
  res: Response,
  permission: Permission | undefined,
): Promise<Visit | undefined> {
  const settings = parts.settings();
  const token = tokenOf(req);
  const merchant = token === undefined ? undefined : parts.state.merchantByToken(token);
  const note = noteInJournal(parts, req, res, token, merchant);
  if (settings.latencyMs > 0) await pause(settings.latencyMs);
  const shut = (status: number, message?: string): undefined => void sendError(res, status, message);
  if (token === undefined || !merchant) return shut(401);

  const fault = parts.faults.take({ path: req.path, userId: merchant.userId });
  note.fault = fault?.kind;
  if (fault?.kind === 'slow') await pause(fault.delayMs ?? 1000);
  if (fault && sendFault(res, fault)) return undefined;

  const verdict = parts.rateLimit.count(`${token} ${req.path}`, settings.rateLimit);
  res.set(verdict.headers);
  if (!verdict.allowed) return shut(429);
  if (!permission) return { req, res, merchant, fault };
  if (req.method !== 'GET') {
    res.set('Allow', 'GET');
    return shut(405);
  }
  if (!acceptsV2(req, settings.strictAccept)) return shut(406);
  if (!merchant.installed) return shut(403, 'Приложение не установлено');
  if (!merchant.permissions.has(permission)) return shut(403, `Нет права ${permission}`);
  return { req, res, merchant, fault };
}

function noteInJournal(
  parts: RestParts,
  req: Request,
  res: Response,
  token: string | undefined,
  merchant: Merchant | undefined,
): { fault: string | undefined } {
  const note: JournalEntry = {
    at: parts.now(),
    method: req.method,
    path: req.path,
    query: Object.fromEntries(
      Object.entries(req.query).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
    token: token === undefined ? '' : `…${token.slice(-4)}`,
    userId: merchant?.userId,
    status: 0,
    fault: undefined,
  };
  parts.journal.note(note);
  res.once('finish', () => (note.status = res.statusCode));
  return note;
}

function ownStore(state: EvotorState, visit: Visit): StoreRecord | undefined {
  const store = state.stores.get(String(visit.req.params['storeId']));
  return store?.userId === visit.merchant.userId ? store : undefined;
}

async function showImage(req: Request, store: StoreRecord, image: ImageRecord): Promise<Wire> {
  const imagesUrl = `${req.protocol}://${req.get('host') ?? '127.0.0.1'}${req.baseUrl}/images`;
  return imageToWire(image, store, imagesUrl, (await drawPicture(image.caption)).length);
}
