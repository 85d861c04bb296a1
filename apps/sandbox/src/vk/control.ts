import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import {
  readCommunity,
  readFault,
  readItem,
  readItemPatch,
  readLimits,
  readSeed,
  readSwitches,
  readToken,
  readUser,
  readVolumeLimit,
} from './control-specs.js';
import { BadControlRequest, JsonBody } from './json-body.js';
import type { JournalFilter } from './journal.js';
import { NoSuchThing } from './outside-hands.js';
import type { VkSim } from './vk-sim.js';

type Deed = (vk: VkSim, body: JsonBody) => unknown;

/** Deeds of owners, buyers and moderators, by their name in the URL; each answers `{ ok: true }` or what it made. */
const HANDS: Readonly<Record<string, Deed>> = {
  addItem: (vk, body) => ({
    itemId: vk.hands.addItem(body.number('groupId'), readItem(body), body.numbers('albumIds')).id,
  }),
  editItem: (vk, body) => vk.hands.editItem(body.number('groupId'), body.number('itemId'), readItemPatch(body)),
  hideItem: (vk, body) =>
    vk.hands.hideItem(body.number('groupId'), body.number('itemId'), body.optionalFlag('hidden') ?? true),
  deleteItem: (vk, body) => vk.hands.deleteItem(body.number('groupId'), body.number('itemId')),
  restoreItem: (vk, body) => vk.hands.restoreItem(body.number('groupId'), body.number('itemId')),
  moveItem: (vk, body) => vk.hands.moveItem(body.number('groupId'), body.number('itemId'), body.numbers('albumIds')),
  placeItem: (vk, body) => vk.hands.placeItem(body.number('groupId'), body.number('itemId'), body.number('place')),
  buyItem: (vk, body) =>
    vk.hands.buyItem(body.number('groupId'), body.number('itemId'), body.optionalNumber('quantity') ?? 1),
  rejectItem: (vk, body) =>
    vk.hands.rejectItem(
      body.number('groupId'),
      body.number('itemId'),
      body.optionalText('title') ?? null,
      body.optionalText('description') ?? '',
    ),
  addAlbum: (vk, body) => ({ albumId: vk.hands.addAlbum(body.number('groupId'), body.text('title')).id }),
  renameAlbum: (vk, body) => vk.hands.renameAlbum(body.number('groupId'), body.number('albumId'), body.text('title')),
  deleteAlbum: (vk, body) => vk.hands.deleteAlbum(body.number('groupId'), body.number('albumId')),
  switchMarket: (vk, body) => vk.hands.switchMarket(body.number('groupId'), body.optionalFlag('enabled') ?? false),
  deactivate: (vk, body) =>
    vk.hands.deactivate(body.number('groupId'), body.optionalWord('state', ['deleted', 'banned'] as const) ?? null),
  setRole: (vk, body) => vk.hands.setRole(body.number('userId'), body.number('groupId'), body.number('level')),
  expireTokens: (vk, body) => vk.hands.expireTokens(body.number('userId')),
  endLogins: (vk, body) => vk.hands.endLogins(body.number('userId')),
  revokeToken: (vk, body) => vk.hands.revokeToken(body.text('token')),
};

/** Changes of the simulator itself, by `METHOD path`. */
const DEEDS: Readonly<Record<string, Deed>> = {
  'POST /reset': (vk) => vk.reset(),
  'POST /seed': (vk, body) => vk.seed(readSeed(body)),
  'POST /communities': (vk, body) => void vk.state.addCommunity(readCommunity(body)),
  'POST /users': (vk, body) => void vk.state.addUser(readUser(body)),
  'POST /tokens': (vk, body) => void vk.state.addToken(readToken(body)),
  'POST /faults': (vk, body) => vk.faults.add(readFault(body)),
  'PATCH /switches': (vk, body) => vk.setSwitches(readSwitches(body)),
  'PATCH /limits': (vk, body) => vk.setLimits(readLimits(body)),
  'PUT /volume-limits': (vk, body) => vk.setVolumeLimits(body.bodies('rules').map(readVolumeLimit)),
  'PATCH /strict': (vk, body) => vk.setStrict(body.optionalFlag('strict') ?? true),
  'POST /skip-time': (vk, body) => vk.skipTime(body.number('ms')),
};

/** The control API, in JSON: 400 with `{ error }` for a wrong body, 404 for a thing that does not exist. */
export function controlRoutes(vk: VkSim): Router {
  const router = express.Router();
  const json = express.json({ limit: '50mb' });
  const run = (deed: Deed) => (request: Request, response: Response) => {
    response.json(deed(vk, new JsonBody(request.body ?? {})) ?? { ok: true });
  };
  for (const [route, deed] of Object.entries(DEEDS)) {
    const [method = '', path = ''] = route.split(' ');
    const place = router.route(path);
    if (method === 'POST') place.post(json, run(deed));
    else if (method === 'PUT') place.put(json, run(deed));
    else place.patch(json, run(deed));
  }
  router.post('/hands/:deed', json, (request, response, next) => {
    const deed = Object.hasOwn(HANDS, request.params.deed) ? HANDS[request.params.deed] : undefined;
    if (!deed) return next();
    run(deed)(request, response);
  });
  router.get('/state', (_request, response) => void response.json(vk.snapshot()));
  router.get('/stats', (_request, response) => void response.json(vk.journal.stats()));
  router.get('/switches', (_request, response) => void response.json(vk.world.switches));
  router.get('/limits', (_request, response) => void response.json(vk.world.limits));
  router.get('/volume-limits', (_request, response) => void response.json({ rules: vk.world.volume.list() }));
  router.get('/faults', (_request, response) => void response.json(vk.faults.list()));
  router.get('/journal', (request, response) => void response.json(vk.journal.list(journalFilter(request))));
  router.delete('/journal', (_request, response) => {
    vk.journal.clear();
    response.json({ ok: true });
  });
  router.delete(['/faults', '/faults/:id'], (request, response) => {
    const { id } = request.params;
    response.json({ ok: vk.faults.clear(typeof id === 'string' ? Number(id) : undefined) });
  });
  router.use((_request, response) => void response.status(404).json({ error: 'no such thing to control' }));
  router.use(answerError);
  return router;
}

function journalFilter(request: Request): JournalFilter {
  const { query } = request;
  const filter: JournalFilter = {};
  if (typeof query.method === 'string') filter.method = query.method;
  for (const name of ['since', 'code', 'userId', 'limit'] as const) {
    if (typeof query[name] === 'string') filter[name] = Number(query[name]);
  }
  for (const name of ['failed', 'writes'] as const) if (query[name] === '1') filter[name] = true;
  return filter;
}

function answerError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof BadControlRequest || error instanceof SyntaxError) {
    response.status(400).json({ error: error.message });
  } else if (error instanceof NoSuchThing) {
    response.status(404).json({ error: error.message });
  } else next(error);
}
