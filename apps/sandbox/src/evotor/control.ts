import express, { Router, type NextFunction, type Request, type Response } from 'express';
import type { FaultRule } from './faults.js';
import type { Merchant, Permission, StoreRecord } from './model.js';
import type { EvotorSettings } from './settings.js';
import type { EvotorSim } from './sim.js';
import { webhookControlRouter } from './webhooks/index.js';

type Body = Record<string, unknown>;

/** The register's side as JSON: what the methods of `EvotorSim` do, for tests in other processes. */
export function controlRouter(sim: EvotorSim): Router {
  const { state } = sim;
  const router = Router();
  router.use(express.json({ limit: '50mb' }));

  router.post('/reset', (_req, res) => {
    sim.reset();
    res.status(204).end();
  });
  router.get('/settings', (_req, res) => void res.json(sim.settings));
  router.patch('/settings', (req, res) => {
    const changes = bodyOf(req) as Partial<EvotorSettings>;
    const rateLimit = { ...sim.settings.rateLimit, ...changes.rateLimit };
    sim.settings = { ...sim.settings, ...changes, rateLimit };
    res.json(sim.settings);
  });

  router.get('/merchants', (_req, res) => void res.json([...state.merchants.values()].map(showMerchant)));
  router.post('/merchants', (req, res) => {
    const { token, userId, permissions, installed } = bodyOf(req);
    const merchant = sim.addMerchant({
      token: text(token, 'token'),
      userId: text(userId, 'userId'),
      ...(Array.isArray(permissions) ? { permissions: permissions as Permission[] } : {}),
      ...(typeof installed === 'boolean' ? { installed } : {}),
    });
    res.status(201).json(showMerchant(merchant));
  });
  router.patch('/merchants/:userId', (req, res) => {
    const merchant = found(state.merchants.get(req.params.userId), 'merchant');
    const { token, permissions, installed } = bodyOf(req);
    if (token !== undefined) merchant.token = text(token, 'token');
    if (Array.isArray(permissions)) merchant.permissions = new Set(permissions as Permission[]);
    if (typeof installed === 'boolean') merchant.installed = installed;
    res.json(showMerchant(merchant));
  });
  router.post('/merchants/:userId/stores', (req, res) => {
    found(state.merchants.get(req.params.userId), 'merchant');
    const body = bodyOf(req) as { id?: string; address?: string | null; paid?: boolean };
    const store = sim.addStore(req.params.userId, { ...body, name: text(bodyOf(req)['name'], 'name') });
    res.status(201).json(showStore(store));
  });

  router.get('/stores', (_req, res) => void res.json([...state.stores.values()].map(showStore)));
  router.patch('/stores/:storeId', (req, res) => {
    const store = storeOf(sim, req);
    const { name, address, paid } = bodyOf(req);
    if (name !== undefined) store.name = text(name, 'name');
    if (typeof address === 'string' || address === null) store.address = address;
    if (typeof paid === 'boolean') store.paid = paid;
    res.json(showStore(store));
  });
  router.delete('/stores/:storeId', (req, res) => gone(res, state.deleteStore(req.params.storeId)));

  router.get('/stores/:storeId/groups', (req, res) => {
    res.json([...storeOf(sim, req).groups.values()].map(({ id, fields }) => ({ id, ...fields })));
  });
  router.put('/stores/:storeId/groups', (req, res) => {
    const store = storeOf(sim, req);
    res.json(many(req, (group) => sim.upsertGroup(store.id, group)));
  });
  router.delete('/stores/:storeId/groups/:groupId', (req, res) => {
    gone(res, sim.deleteGroup(storeOf(sim, req).id, req.params.groupId));
  });
  router.get('/stores/:storeId/products', (req, res) => {
    const products = [...storeOf(sim, req).products.values()];
    res.json(products.map(({ id, fields, image }) => ({ id, ...fields, picture: image !== undefined })));
  });
  router.put('/stores/:storeId/products', (req, res) => {
    const store = storeOf(sim, req);
    res.json(many(req, (product) => sim.upsertProduct(store.id, product)));
  });
  router.delete('/stores/:storeId/products/:productId', (req, res) => {
    gone(res, sim.deleteProduct(storeOf(sim, req).id, req.params.productId));
  });

  router.get('/faults', (_req, res) => void res.json(sim.faults.list()));
  router.post('/faults', (req, res) => void res.status(201).json(sim.faults.add(bodyOf(req) as unknown as FaultRule)));
  router.delete('/faults', (_req, res) => {
    sim.faults.clear();
    res.status(204).end();
  });
  router.delete('/faults/:id', (req, res) => gone(res, sim.faults.remove(Number(req.params.id))));

  router.use('/webhooks', webhookControlRouter(sim.webhooks));
  router.get('/journal', (req, res) => {
    const { path } = req.query;
    res.json(sim.journal.entries(typeof path === 'string' ? new RegExp(path) : undefined));
  });
  router.delete('/journal', (_req, res) => {
    sim.journal.clear();
    res.status(204).end();
  });

  router.use((req, res) => void res.status(404).json({ error: `No such control: ${req.method} ${req.path}` }));
  router.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
    const status = error instanceof NotFound ? 404 : 400;
    res.status(status).json({ error: error instanceof Error ? error.message : 'Bad request' });
  });
  return router;
}

class NotFound extends Error {}

function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new NotFound(`No such ${what}`);
  return thing;
}

function storeOf(sim: EvotorSim, req: Request): StoreRecord {
  return found(sim.state.stores.get(String(req.params['storeId'])), 'store');
}

function bodyOf(req: Request): Body {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Error('A JSON object is wanted');
  return { ...body };
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`${field} must be a text`);
  return value;
}

/** One object or an array of them; the fields listed in `unset` are removed. Answers the ids in order. */
function many(req: Request, upsert: (input: Body) => { id: string }): { ids: string[] } {
  const body: unknown = req.body;
  const inputs: Body[] = Array.isArray(body) ? (body as Body[]) : [bodyOf(req)];
  const ids = inputs.map(({ unset, ...input }) => {
    const removed = Array.isArray(unset) ? unset.map((field) => [String(field), undefined] as const) : [];
    return upsert({ ...input, ...Object.fromEntries(removed) }).id;
  });
  return { ids };
}

function gone(res: Response, existed: boolean): void {
  res.status(existed ? 204 : 404).end();
}

function showMerchant(merchant: Merchant): Body {
  return { userId: merchant.userId, installed: merchant.installed, permissions: [...merchant.permissions] };
}

function showStore(store: StoreRecord): Body {
  const { id, userId, name, address, paid, groups, products } = store;
  return { id, userId, name, address: address ?? null, paid, groups: groups.size, products: products.size };
}
