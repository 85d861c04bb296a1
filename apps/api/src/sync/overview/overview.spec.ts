import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';

const STORES = ['20170228-F4F1-401B-80FA-9ECCA8451F01', '20170228-F4F1-401B-80FA-9ECCA8451F02'] as const;
const GROUP = '7c1f0a52-6d0e-4b57-9a35-20b8f4e7c901';
const OTHER_GROUP = '7c1f0a52-6d0e-4b57-9a35-20b8f4e7c902';
const PRODUCTS = 10_000;
const RUN = '11111111-2222-4333-8444-555555555555';
const API = '/api/v1';

/** State, reason and item of the n-th product: every combination that the catalogue knows. */
const KINDS = [
  ['synced', null, 1, 0],
  ['synced', 'adopted', 1, 0],
  [null, 'no_price', 1, 0],
  [null, null, 0, 0],
  ['skipped', 'no_price', 0, 0],
  ['skipped', 'restricted_goods', 1, 1],
  ['failed', 'vk_rejected', 0, 0],
  ['failed', 'quota_reached', 1, 0],
] as const;

describe("A merchant's overview", () => {
  let app: TestApp;
  let merchant: { id: number; agent: Agent };

  const sql = (text: string, values: unknown[]) => app.app.get(DataSource).query(text, values);
  const overview = async () => (await merchant.agent.get(`${API}/sync/overview`).expect(200)).body;
  const totalOf = async (storeId: string, filter: string): Promise<number> =>
    (await merchant.agent.get(`${API}/catalog/stores/${storeId}/products?pageSize=1&${filter}`).expect(200)).body.total;

  async function addRun(id: string, status: string, agoMs: number, more: { error?: object; counts?: object } = {}) {
    const time = new Date(Date.now() - agoMs);
    const counts = { created: 0, updated: 0, hidden: 0, deleted: 0, adopted: 0, unchanged: 0, skipped: 0, failed: 0 };
    await sql(
      `INSERT INTO sync_runs (id, user_id, \`trigger\`, status, counts, error, created_at, started_at, finished_at)
       VALUES (?)`,
      [
        [
          id,
          merchant.id,
          'schedule',
          status,
          JSON.stringify({ ...counts, albumsCreated: 0, ...more.counts }),
          more.error ? JSON.stringify(more.error) : null,
          time,
          time,
          time,
        ],
      ],
    );
    return id;
  }

  /** What a run changed of products, one after the other. */
  async function addEdits(run: string, edits: (object[] | null)[]) {
    await sql('INSERT INTO sync_run_items (run_id, store_id, product_id, name, action, outcome, changes) VALUES ?', [
      edits.map((changes, n) => {
        const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
        return [run, STORES[0], id, 'Чай', 'update', 'done', changes && JSON.stringify(changes)];
      }),
    ]);
  }

  async function connect() {
    const now = new Date();
    const token = [merchant.id, 'sealed', 'abcd', 'ok', now];
    await sql('INSERT INTO evotor_connections (user_id, access_token, token_last4, status, connected_at) VALUES (?)', [
      token,
    ]);
    await sql(
      'INSERT INTO vk_connections (user_id, access_token, token_last4, status, connected_at, group_id, group_name) VALUES (?)',
      [[...token, 77, 'Чайная']],
    );
  }

  async function addCatalogue() {
    const rows = Array.from({ length: PRODUCTS }, (_, n) => {
      const [state, reason, linked, hidden] = KINDS[n % KINDS.length] ?? KINDS[0];
      const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      return [
        merchant.id,
        STORES[n % 3 === 0 ? 1 : 0],
        id,
        `Чай ${n}`,
        'NORMAL',
        1,
        n % 5 === 0 ? OTHER_GROUP : GROUP,
        'h'.repeat(27),
        n % 11 === 0 ? 1 : 0,
        linked ? n + 1 : null,
        hidden,
        state,
        reason,
        n % 13 === 0 ? new Date() : null,
      ];
    });
    for (let from = 0; from < rows.length; from += 1000) {
      await sql(
        `INSERT INTO cached_products (user_id, store_id, id, name, type, allow_to_sell, group_id, content_hash,
           switched_off, vk_product_id, vk_hidden, sync_state, sync_reason, removed_at) VALUES ?`,
        [rows.slice(from, from + 1000)],
      );
    }
    await sql('INSERT INTO cached_stores (user_id, id, name) VALUES ?', [
      STORES.map((id, index) => [merchant.id, id, `Магазин ${index + 1}`]),
    ]);
    await sql('INSERT INTO cached_groups (user_id, store_id, id, name) VALUES ?', [
      STORES.flatMap((id) => [GROUP, OTHER_GROUP].map((group) => [merchant.id, id, group, 'Чай'])),
    ]);
    await sql('INSERT INTO sync_filters (user_id, entity_type, store_id, entity_id) VALUES ?', [
      STORES.flatMap((id) => [
        [merchant.id, 'store', id, id],
        [merchant.id, 'group', id, GROUP],
      ]),
    ]);
  }

  beforeAll(async () => {
    app = await startTestApp();
    merchant = await app.newcomer();
  }, 60_000);

  afterAll(() => app?.close());

  it('of a new merchant says that there is something to set up', async () => {
    expect(await overview()).toMatchObject({
      state: 'setting-up',
      lastRun: null,
      nextRunAt: null,
      lateSince: null,
      connections: { evotor: { status: 'notConnected' }, vk: { connected: false } },
      goods: { total: 0, chosen: 0 },
      problems: [],
    });
  });

  it('is not for who may not see runs', async () => {
    await app.anonymous.get(`${API}/sync/overview`).expect(401);
  });

  it('counts exactly the rows that the product list shows, in each store', async () => {
    await connect();
    await addCatalogue();
    const { stores, goods, skippedByReason, failedByReason, problems } = await overview();
    expect(stores).toHaveLength(2);
    for (const store of stores) {
      for (const state of ['synced', 'pending', 'skipped', 'failed', 'off']) {
        expect([state, store.goods[state]]).toEqual([state, await totalOf(store.id, `syncState=${state}`)]);
      }
      expect(store.goods.inShop).toBe(await totalOf(store.id, 'only=inShop'));
      expect(store.goods.chosen).toBe(await totalOf(store.id, 'only=chosen'));
      expect(store.goods.total).toBe(await totalOf(store.id, ''));
    }
    const sum = (name: string) =>
      stores.reduce((all: number, store: { goods: Record<string, number> }) => all + (store.goods[name] ?? NaN), 0);
    for (const name of Object.keys(goods)) expect([name, goods[name]]).toEqual([name, sum(name)]);
    expect(goods.synced + goods.pending + goods.skipped + goods.failed).toBe(goods.chosen);

    for (const { reason, count } of [...skippedByReason, ...failedByReason]) {
      const state = skippedByReason.some((one: { reason: string }) => one.reason === reason) ? 'skipped' : 'failed';
      const filter = `syncState=${state}&syncReason=${reason}`;
      expect([reason, count]).toEqual([
        reason,
        (await totalOf(STORES[0], filter)) + (await totalOf(STORES[1], filter)),
      ]);
    }
    const ofGoods = problems.filter(({ storeId }: { storeId: string | null }) => storeId !== null);
    expect(ofGoods).toHaveLength(8);
    for (const { storeId, code, about, count } of ofGoods) {
      const state = about === 'failed-goods' ? 'failed' : 'skipped';
      expect([code, count]).toEqual([code, await totalOf(storeId, `syncState=${state}&syncReason=${code}`)]);
    }
  });

  it('knows the last run, what it changed, and when the next one comes', async () => {
    await addRun(RUN, 'succeeded', 60_000, { counts: { created: 3, updated: 2, unchanged: 7 } });
    await addRun(RUN.replace('1', '2'), 'succeeded', 3_600_000, { counts: { created: 1, hidden: 4 } });
    await addRun(RUN.replace('1', '3'), 'succeeded', 2 * 3_600_000);
    const old = await addRun(RUN.replace('1', '4'), 'succeeded', 30 * 3_600_000, { counts: { created: 100 } });
    await addEdits(RUN, [
      [
        { field: 'price', from: '100.00', to: '120.00' },
        { field: 'stock', from: '7', to: '0' },
      ],
      [{ field: 'stock', from: '0', to: '10' }],
      [{ field: 'name', from: 'price', to: 'stock' }],
      null,
    ]);
    await addEdits(old, [[{ field: 'price', from: '1.00', to: '2.00' }]]);
    const shown = await overview();
    expect(shown.lastRun.id).toBe(RUN);
    expect(shown.changes24h).toEqual({
      ...{ created: 4, updated: 2, hidden: 4, deleted: 0, adopted: 0 },
      ...{ repriced: 1, soldOut: 1, restocked: 1 },
    });
    expect(shown.changedRuns.map((run: { id: string }) => run.id)).toEqual([RUN, RUN.replace('1', '2')]);
    const wait = Date.parse(shown.nextRunAt) - Date.now();
    expect(wait).toBeGreaterThan(-5_000);
    expect(wait).toBeLessThanOrEqual(2 * shown.intervalSeconds * 1000);
    expect(shown).toMatchObject({ state: 'needs-you', lateSince: null });
  });

  it('is late when the schedule has not kept its word, and says since when', async () => {
    await sql(`UPDATE cached_products SET sync_state = 'synced' WHERE user_id = ? AND sync_state = 'failed'`, [
      merchant.id,
    ]);
    expect((await overview()).state).toBe('ok');
    const then = new Date(Date.now() - 5 * 3_600_000);
    await sql('UPDATE sync_runs SET created_at = ?, finished_at = ? WHERE user_id = ?', [then, then, merchant.id]);
    const shown = await overview();
    expect(shown.state).toBe('late');
    expect(Date.parse(shown.lateSince)).toBe(then.getTime() + shown.intervalSeconds * 1000);
  });

  it('says who must act when a run ended early', async () => {
    await addRun(RUN.replace('1', '5'), 'failed', 1000, {
      error: { code: 'captcha', message: 'Подтвердите, что вы не робот.', who: 'merchant' },
    });
    const shown = await overview();
    expect(shown.state).toBe('needs-you');
    expect(shown.problems[0]).toMatchObject({ code: 'captcha', severity: 'needs-you', about: 'run' });
  });

  it('stops counting on the schedule when a token is dead', async () => {
    await sql(
      `UPDATE vk_connections SET status = 'needsAttention', problem_code = 'token_rejected' WHERE user_id = ?`,
      [merchant.id],
    );
    const shown = await overview();
    expect(shown).toMatchObject({ state: 'needs-you', nextRunAt: null });
    expect(shown.problems[0]).toMatchObject({ code: 'token_rejected', about: 'vk' });
    expect(JSON.stringify(shown)).not.toMatch(/sealed|abcd/);
  });

  it('shows nothing of this to a neighbour', async () => {
    const neighbour = await app.newcomer();
    const { body } = await neighbour.agent.get(`${API}/sync/overview`).expect(200);
    expect(body).toMatchObject({ goods: { total: 0 }, lastRun: null, problems: [] });
  });
});
