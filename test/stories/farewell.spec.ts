import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { FarewellService } from '../../apps/api/src/sync/farewell.service.js';
import { startStory, type Merchant, type ShopItem, type Story } from '../support/story.js';

describe('A merchant leaves', () => {
  let story: Story;
  let merchant: Merchant;
  afterEach(() => story.close());

  const begin = async (): Promise<void> => {
    story = await startStory({ scenario: 'tea-shop' });
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
  };
  const leave = (goods: string) => merchant.agent.delete('/api/v1/profile').send({ goods }).expect(204);
  const query = (sql: string, values: unknown[] = []) => story.app.app.get(DataSource).query(sql, values);
  /** As far as the account had closed when the process died. */
  const close = () =>
    query(`UPDATE users SET status = 'suspended', closing_goods = 'hide' WHERE id = ?`, [merchant.userId]);
  const isGone = async (): Promise<boolean> => {
    const rows: unknown[] = await query('SELECT 1 FROM users WHERE id = ?', [merchant.userId]);
    return rows.length === 0;
  };
  const waitGone = async (): Promise<void> => {
    for (const end = Date.now() + 30_000; !(await isGone()); await delay(100)) {
      if (Date.now() > end) throw new Error('The account is still there');
    }
  };
  const isOurs = ({ sku }: ShopItem) => sku.startsWith('EV-');
  const expectNothingLeft = async (): Promise<void> => {
    for (const table of [
      'cached_products',
      'cached_groups',
      'cached_stores',
      'vk_cached_products',
      'vk_cached_albums',
      'vk_connections',
      'evotor_connections',
      'sync_filters',
      'sync_configs',
      'sync_runs',
    ]) {
      expect([table, await query(`SELECT COUNT(*) AS n FROM ${table} WHERE user_id = ?`, [merchant.userId])]).toEqual([
        table,
        [{ n: '0' }],
      ]);
    }
    expect(await query('SELECT COUNT(*) AS n FROM sync_run_items')).toEqual([{ n: '0' }]);
  };

  it('and has the goods hidden, adopted ones and those of an unreadable store too; what was theirs alone stays', async () => {
    await begin();
    expect((await merchant.run()).status).toBe('succeeded');
    const before = merchant.shop();
    expect(before.filter((item) => isOurs(item) && item.stock > 0).length).toBeGreaterThan(50);
    await query('UPDATE cached_stores SET readable = 0 WHERE user_id = ? LIMIT 1', [merchant.userId]);
    await merchant.agent.delete('/api/v1/connections/evotor').expect(204);

    await leave('hide');
    await merchant.agent.get('/api/v1/profile').expect(401);
    await waitGone();

    expect(merchant.shop()).toEqual(before.map((item) => (isOurs(item) ? { ...item, stock: 0 } : item)));
    await expectNothingLeft();
  }, 60_000);

  it('and keeps the goods on sale', async () => {
    await begin();
    await merchant.run();
    const before = merchant.shop();
    const writes = await story.writesDuring(async () => {
      await leave('keep');
      await waitGone();
    });
    expect(writes).toBe(0);
    expect(merchant.shop()).toEqual(before);
    await expectNothingLeft();
  }, 60_000);

  it('in the middle of a run: it stops first, and nothing appears afterwards', async () => {
    await begin();
    const run = await merchant.start();
    for (let stage = ''; stage !== 'mirror'; await delay(20)) {
      stage = (await merchant.agent.get(`/api/v1/sync/runs/${run.id}`).expect(200)).body.stage ?? '';
    }
    await leave('hide');
    await waitGone();
    const after = merchant.shop();
    expect(after.filter((item) => isOurs(item) && item.stock > 0)).toEqual([]);
    await delay(500);
    expect(merchant.shop()).toEqual(after);
    await expectNothingLeft();
  }, 60_000);

  it('after VK’s token died: the data go all the same', async () => {
    await begin();
    await merchant.run();
    const before = merchant.shop();
    story.sandbox.vk.faults.add({ method: '*', effect: { type: 'error', code: 5 }, times: 10_000 });
    await leave('hide');
    await waitGone();
    expect(merchant.shop()).toEqual(before);
    await expectNothingLeft();
  }, 60_000);

  it('while VK refuses for a while: the work is tried again until the goods are hidden', async () => {
    await begin();
    await merchant.run();
    const farewell = story.app.app.get(FarewellService);
    await close();
    story.sandbox.vk.faults.add({ method: 'market.edit', effect: { type: 'error', code: 100 }, times: 10_000 });
    const signal = new AbortController().signal;
    await expect(farewell.finish(merchant.userId, false, signal)).rejects.toThrow(/could not be hidden/);
    expect(await isGone()).toBe(false);
    story.sandbox.vk.faults.clear();
    await farewell.finish(merchant.userId, false, signal);
    expect(merchant.shop().filter((item) => isOurs(item) && item.stock > 0)).toEqual([]);
    expect(await isGone()).toBe(true);
    await farewell.finish(merchant.userId, false, signal);
  }, 60_000);

  it('while VK refuses to the end: after the last try the data go all the same', async () => {
    await begin();
    await merchant.run();
    await close();
    story.sandbox.vk.faults.add({ method: 'market.edit', effect: { type: 'error', code: 100 }, times: 10_000 });
    await story.app.app.get(FarewellService).finish(merchant.userId, true, new AbortController().signal);
    expect(merchant.shop().some((item) => isOurs(item) && item.stock > 0)).toBe(true);
    await expectNothingLeft();
  }, 60_000);

  it('and is not forgotten when the job is lost', async () => {
    await begin();
    await merchant.run();
    await close();
    await story.app.app.get(FarewellService).resume();
    await waitGone();
    expect(merchant.shop().filter((item) => isOurs(item) && item.stock > 0)).toEqual([]);
  }, 60_000);
});
