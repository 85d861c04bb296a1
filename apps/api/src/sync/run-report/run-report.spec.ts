import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';

const STORE = '20170228-F4F1-401B-80FA-9ECCA8451F01';
const RUN = '11111111-2222-4333-8444-555555555555';
const ITEMS = `/api/v1/sync/runs/${RUN}/items`;
const ROWS = 2_500;

describe('What came of the products of a run', () => {
  let app: TestApp;
  let merchant: { id: number; agent: Agent };

  beforeAll(async () => {
    app = await startTestApp();
    merchant = await app.newcomer();
    const sql = app.app.get(DataSource);
    const now = new Date();
    await sql.query('INSERT INTO cached_stores (user_id, id, name) VALUES (?)', [
      [merchant.id, STORE, 'Чайная; «Сад»'],
    ]);
    await sql.query(
      'INSERT INTO sync_runs (id, user_id, `trigger`, status, counts, created_at, finished_at) VALUES (?)',
      [[RUN, merchant.id, 'manual', 'partial', '{}', now, now]],
    );
    const rows = Array.from({ length: ROWS }, (_, n) => [
      RUN,
      STORE,
      `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      n === 0 ? '=cmd|calc' : `Чай ${n}`,
      ...(n % 5 === 0
        ? ['create', 'failed', 'vk_rejected', 'ВКонтакте отказал: "нельзя"']
        : n % 5 === 1
          ? ['skip', 'skipped', 'no_price', null]
          : ['create', 'done', null, null]),
    ]);
    await sql.query(
      'INSERT INTO sync_run_items (run_id, store_id, product_id, name, action, outcome, reason, message) VALUES ?',
      [rows],
    );
  }, 60_000);

  afterAll(() => app?.close());

  const textOf = async (path: string) => {
    const answer = await merchant.agent.get(path).set('Accept-Language', 'ru').expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="evosync-run-${RUN}.csv"`);
    return answer.text;
  };

  it('comes as a file with every product, that Excel opens and no formula hides in', async () => {
    const lines = (await textOf(`${ITEMS}.csv`)).split('\r\n');
    expect(lines).toHaveLength(ROWS + 2);
    expect(lines[0]).toBe('\uFEFFТовар;Магазин;Что делали;Итог;Причина;Подробности;Что изменилось;Товар во ВКонтакте');
    expect(lines[1]).toBe(
      `'=cmd|calc;"Чайная; «Сад»";Добавить;Ошибка;ВКонтакте не принял товар;"ВКонтакте отказал: ""нельзя""";;`,
    );
    expect(new Set(lines.slice(1, -1)).size).toBe(ROWS);
  });

  it('comes filtered as the list is, and in English when asked for', async () => {
    const lines = (await textOf(`${ITEMS}.csv?outcome=skipped&search=чай&language=en`)).split('\r\n').slice(0, -1);
    expect(lines[0]).toBe('\uFEFFProduct;Store;Action;Outcome;Reason;Details;What changed;Item in VK');
    expect(lines).toHaveLength(1 + ROWS / 5);
    expect(lines[1]).toBe('Чай 1;"Чайная; «Сад»";Skip;Skipped;No price at the register;;;');
  });

  it('says in list and file what was changed of an item, before and after', async () => {
    const changes = [
      { field: 'price', from: '100.00', to: '129.90' },
      { field: 'stock', from: null, to: '0' },
      { field: 'description', from: null, to: null },
    ];
    const sql = app.app.get(DataSource);
    await sql.query("UPDATE sync_run_items SET action = 'update', changes = ? WHERE name = 'Чай 1002'", [
      JSON.stringify(changes),
    ]);
    const { body } = await merchant.agent.get(`${ITEMS}?action=update`).expect(200);
    expect(body.items).toMatchObject([{ name: 'Чай 1002', changes }]);
    const lines = (await textOf(`${ITEMS}.csv?action=update`)).split('\r\n');
    expect(lines[1]).toContain('цена: 100.00 → 129.90; остаток: 0; описание');
    await sql.query("UPDATE sync_run_items SET action = 'create', changes = NULL WHERE name = 'Чай 1002'");
    const { body: others } = await merchant.agent.get(`${ITEMS}?action=create&pageSize=1`).expect(200);
    expect(others.items[0].changes).toEqual([]);
  });

  it('is counted by cause, and each count is the number of rows that its filter shows', async () => {
    const { body } = await merchant.agent.get(`/api/v1/sync/runs/${RUN}/causes`).expect(200);
    expect(body.items).toEqual([
      { action: 'create', outcome: 'done', reason: null, count: 1500 },
      { action: 'create', outcome: 'failed', reason: 'vk_rejected', count: 500 },
      { action: 'skip', outcome: 'skipped', reason: 'no_price', count: 500 },
    ]);
    const totalOf = async (filter: string) => (await merchant.agent.get(`${ITEMS}?${filter}`).expect(200)).body.total;
    expect(await totalOf('reason=vk_rejected')).toBe(500);
    expect(await totalOf('action=create')).toBe(2000);
    expect(await totalOf('action=create&outcome=done')).toBe(1500);
    expect(await totalOf('action=skip&search=чай 11')).toBe(23);
  });

  it('refuses a filter that it does not know', async () => {
    const { body } = await merchant.agent.get(`${ITEMS}?action=explode`).expect(400);
    expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field: 'action' }] });
    await merchant.agent.get(`${ITEMS}.csv?language=fr`).expect(400);
  });

  it('is nobody else’s', async () => {
    const neighbour = await app.newcomer();
    await neighbour.agent.get(`${ITEMS}.csv`).expect(404);
    await neighbour.agent.get(`/api/v1/sync/runs/${RUN}/causes`).expect(404);
    await app.anonymous.get(`${ITEMS}.csv`).expect(401);
  });
});
