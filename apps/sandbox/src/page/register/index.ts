import express, { Router, type Request, type Response } from 'express';
import type { EvotorSim, StoreRecord } from '../../evotor/index.js';
import { APP_ACTIONS } from './app-actions.js';
import { appCard } from './app-card.js';
import { FormError, REGISTER_ACTIONS, type Form } from './register-actions.js';
import { registerPage } from './register-html.js';
import { viewRegister, type RegisterQuery } from './register-view.js';

/** The shopkeeper's till at `/register/:userId`; `evotorPath` says where the Cloud is mounted. */
export function registerPages(evotor: EvotorSim, evotorPath = '/evotor'): Router {
  const router = Router();

  const show = (req: Request, res: Response, userId: string, said: { notice?: string; problem?: string }): void => {
    const query = queryOf(evotor, userId, req);
    const view = viewRegister(evotor, userId, query);
    const { notice = '', problem = '' } = said;
    const here = addressOf(req, userId);
    const app = appCard(evotor, userId, (name) => here(`app/${name}`));
    res.type('html').send(registerPage(view, { userId, query, evotorPath, app, notice, problem }));
  };

  router.use('/register/:userId', (req, res, next) => {
    if (evotor.state.merchants.has(req.params.userId)) next();
    else res.status(404).type('text').send('Такого продавца нет');
  });

  router.get('/register/:userId', (req, res) => {
    show(req, res, req.params.userId, { notice: text(req.query['said']) });
  });

  router.post('/register/:userId/app/:action', express.urlencoded({ extended: false }), async (req, res) => {
    const { userId, action: name } = req.params;
    const action = Object.hasOwn(APP_ACTIONS, name) ? APP_ACTIONS[name] : undefined;
    if (!action) return void res.status(404).type('text').send('Нет такого действия');
    try {
      res.redirect(303, addressOf(req, userId)('', await action(evotor, userId, req.body as Form)));
    } catch (error) {
      if (!(error instanceof FormError)) throw error;
      res.status(400);
      show(req, res, userId, { problem: error.message });
    }
  });

  router.post('/register/:userId/:action', express.urlencoded({ extended: false }), (req, res) => {
    const { userId, action: name } = req.params;
    const action = Object.hasOwn(REGISTER_ACTIONS, name) ? REGISTER_ACTIONS[name] : undefined;
    const store = chosenStore(evotor, userId, req);
    if (!action || !store) return void res.status(404).type('text').send('Нет такого действия или магазина');
    try {
      const said = action(evotor, store, req.body as Form);
      res.redirect(303, addressOf(req, userId)('', said));
    } catch (error) {
      if (!(error instanceof FormError)) throw error;
      res.status(400);
      show(req, res, userId, { problem: error.message });
    }
  });
  return router;
}

/** Addresses of this till that keep the store, group and search looked at; `said` is told when the page comes. */
function addressOf(req: Request, userId: string): (path: string, said?: string) => string {
  return (path, said = '') => {
    const { said: _before, ...kept } = stringsOf(req.query);
    const query = new URLSearchParams({ ...kept, ...(said === '' ? {} : { said }) });
    return `/register/${userId}${path === '' ? '' : `/${path}`}?${query.toString()}`;
  };
}

function queryOf(evotor: EvotorSim, userId: string, req: Request): RegisterQuery {
  const page = Number(text(req.query['page']) || 1);
  return {
    store: chosenStore(evotor, userId, req),
    group: text(req.query['group']),
    search: text(req.query['q']),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The store named in the address, else the merchant's first one; none where the name is of somebody else's. */
function chosenStore(evotor: EvotorSim, userId: string, req: Request): StoreRecord | undefined {
  const stores = evotor.state.storesOf(userId);
  const wanted = text(req.query['store']);
  return wanted === '' ? stores[0] : stores.find((store) => store.id === wanted);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function stringsOf(query: Request['query']): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, text(value)]));
}
