import { describe, expect, it } from '@jest/globals';
import type { RunDto } from '../dto/run.dto.js';
import type { GoodsRow } from './goods-count.js';
import { findProblems, type Situation } from './problems.js';

const NO_GOODS = { total: 0, chosen: 0, inShop: 0, synced: 0, pending: 0, skipped: 0, failed: 0, off: 0 };
const aStore = (id: string, subscriptionRequired = false) => ({
  id,
  name: `Магазин ${id}`,
  enabled: true,
  subscriptionRequired,
  readAt: null,
  goods: NO_GOODS,
});
const aRow = (storeId: string, state: GoodsRow['state'], reason: string, n: number): GoodsRow => ({
  store_id: storeId,
  state,
  reason,
  n,
  in_shop: 0,
  message: `почему: ${reason}`,
});
const failedRun = (code: string, who: 'merchant' | 'evosync' | 'wait') =>
  ({ id: 'run-1', status: 'failed', error: { code, message: 'слова', who } }) as RunDto;

const WELL: Situation = {
  evotor: { status: 'ok', problemCode: null },
  vk: { status: 'ok', problemCode: null },
  pause: null,
  stores: [aStore('A'), aStore('B')],
  goods: [],
  lastRun: null,
  settings: { refreshCatalogEnabled: true, refreshVkCatalogEnabled: true, mirrorEnabled: true },
};
const codes = (situation: Partial<Situation>) =>
  findProblems({ ...WELL, ...situation }, 'ru').map(({ code, severity, about }) => `${code} ${severity} ${about}`);

describe('findProblems', () => {
  it('finds nothing where nothing is wrong', () => expect(codes({})).toEqual([]));

  it('tells a dead token once, although the run told it too', () => {
    const vk = { status: 'needsAttention' as const, problemCode: 'token_rejected' };
    expect(codes({ vk, lastRun: failedRun('token_rejected', 'merchant') })).toEqual(['token_rejected needs-you vk']);
  });

  it.each([
    ['wait', 'evotor_unavailable heals-itself run'],
    ['evosync', 'evotor_unavailable heals-itself run'],
    ['merchant', 'evotor_unavailable needs-you run'],
  ] as const)('a run that ended early is mended by %s', (who, told) => {
    expect(codes({ lastRun: failedRun('evotor_unavailable', who) })).toEqual([told]);
  });

  it('groups products by cause and store, and puts first what only the merchant can mend', () => {
    const goods = [
      aRow('A', 'skipped', 'no_price', 3),
      aRow('a', 'failed', 'quota_reached', 4),
      aRow('B', 'failed', 'vk_rejected', 1),
      aRow('B', 'failed', 'vk_rejected', 2),
      aRow('B', 'synced', 'adopted', 9),
    ];
    const found = findProblems({ ...WELL, goods, lastRun: failedRun('items_failed', 'merchant') }, 'ru');
    expect(found.map(({ code, severity, count, storeId }) => [code, severity, count, storeId])).toEqual([
      ['vk_rejected', 'needs-you', 3, 'B'],
      ['quota_reached', 'heals-itself', 4, 'A'],
      ['no_price', 'note', 3, 'A'],
    ]);
    expect(found[0]).toMatchObject({ storeName: 'Магазин B', message: 'почему: vk_rejected' });
  });

  it('a full shop is for the merchant to mend: goods that wait for room are not told to heal by themselves', () => {
    const goods = [aRow('A', 'failed', 'quota_reached', 4), aRow('A', 'failed', 'vk_rejected', 1)];
    expect(codes({ goods, lastRun: failedRun('shop_full', 'merchant') })).toEqual([
      'shop_full needs-you run',
      'vk_rejected needs-you failed-goods',
    ]);
    expect(codes({ goods: goods.slice(0, 1), lastRun: failedRun('quota', 'wait') })).toEqual([
      'quota heals-itself run',
      'quota_reached heals-itself failed-goods',
    ]);
  });

  it('names a store that is not paid for, and a step that is switched off', () => {
    const settings = { ...WELL.settings, mirrorEnabled: false };
    expect(codes({ stores: [aStore('A', true)], settings })).toEqual([
      'subscription_required needs-you store',
      'mirror_off note settings',
    ]);
  });
});
