import { Router, type Request } from 'express';
import type { InstallOptions, StepResult } from './install.js';
import type { Customer } from './merchants.js';
import type { ProductsPush, TillPaper } from './notifications.js';
import type { WebhookSettings } from './settings.js';
import type { SubscriptionEvent } from './steps.js';
import type { EventOptions, EvotorWebhooks, RawWebhook, UninstallOptions } from './webhooks.js';

type Deed = (webhooks: EvotorWebhooks, body: never, userId: string) => Promise<StepResult[]>;

/** What can be sent, by its name in the address; each takes JSON with `userId` and answers how it was received. */
const DEEDS: Readonly<Record<string, Deed>> = {
  install: (webhooks, body: InstallOptions) => webhooks.install(body),
  uninstall: (webhooks, body: UninstallOptions, userId) => webhooks.uninstall(userId, body),
  subscription: (webhooks, body: SubscriptionEvent & EventOptions, userId) => webhooks.subscription(userId, body),
  installation: (webhooks, body: { type: string } & EventOptions, userId) => webhooks.installation(userId, body),
  token: (webhooks, body: { token?: string } & EventOptions, userId) => webhooks.token(userId, body),
  products: (webhooks, body: ProductsPush, userId) => webhooks.notifications.products(userId, body),
  documents: (webhooks, body: TillPaper, userId) => webhooks.notifications.documents(userId, body),
  receipt: (webhooks, body: TillPaper, userId) => webhooks.notifications.receipt(userId, body),
  raw: (webhooks, body: RawWebhook) => webhooks.raw(body),
};

/** The control of the webhooks, in JSON; errors are answered by the router it is mounted on. */
export function webhookControlRouter(webhooks: EvotorWebhooks): Router {
  const router = Router();

  router.get('/settings', (_req, res) => void res.json(shown(webhooks.settings)));
  router.patch('/settings', (req, res) => {
    webhooks.change(bodyOf(req));
    res.json(shown(webhooks.settings));
  });
  router.get('/customers', (_req, res) => void res.json(webhooks.customers.list().map(showCustomer)));
  router.patch('/customers/:userId', (req, res) => {
    const { tells } = bodyOf(req) as { tells?: unknown };
    if (typeof tells !== 'boolean') throw new Error('tells must be a boolean');
    const customer = webhooks.customers.of(req.params.userId);
    customer.tells = tells;
    res.json(showCustomer(customer));
  });
  router.post('/send/:deed', async (req, res) => {
    const deed = Object.hasOwn(DEEDS, req.params.deed) ? DEEDS[req.params.deed] : undefined;
    if (!deed) return void res.status(404).json({ error: `Nothing to send: ${req.params.deed}` });
    const body = bodyOf(req);
    const { userId = '' } = body as { userId?: string };
    res.json({ steps: await deed(webhooks, body as never, userId) });
  });
  router.get('/attempts', (req, res) => {
    const { userId, kind, type, deliveryId } = req.query;
    const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
    const id = text(deliveryId);
    const filter = { userId: text(userId), kind: text(kind), type: text(type) };
    res.json(webhooks.sender.attempts.list({ ...filter, deliveryId: id === undefined ? undefined : Number(id) }));
  });
  router.get('/deliveries', (_req, res) => void res.json(webhooks.sender.deliveries()));
  router.delete('/attempts', (_req, res) => {
    webhooks.sender.attempts.clear();
    res.status(204).end();
  });
  router.post('/retry-now', (_req, res) => {
    webhooks.sender.retryNow();
    res.status(204).end();
  });
  router.post('/idle', async (_req, res) => {
    await webhooks.idle();
    res.status(204).end();
  });
  return router;
}

function bodyOf(req: Request): object {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Error('A JSON object is wanted');
  return body;
}

function showCustomer({ userToken, ...customer }: Customer): object {
  return { ...customer, userToken: userToken === null ? null : `…${userToken.slice(-4)}` };
}

function shown({ appAuth, ...settings }: WebhookSettings): object {
  return { ...settings, appAuth: { kind: appAuth.kind } };
}
