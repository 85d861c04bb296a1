import { describe, expect, it } from '@jest/globals';
import { RunsService } from '../../apps/api/src/sync/runs.service.js';
import { useOneStore } from '../support/one-store.js';

describe('VK refuses, and the merchant reads why and who must act (M13)', () => {
  const here = useOneStore();
  const { group, products, album, expectNoDoubles, begin, quiet } = here;

  const fault = (method: string, code: number, more: { message?: string; nth?: number; times?: number } = {}) => {
    const { message, ...when } = more;
    const effect = { type: 'error' as const, code, ...(message !== undefined && { message }) };
    here.story.sandbox.vk.faults.add({ method, effect, ...when });
  };
  const raisePrice = (id: string | undefined) =>
    here.story.sandbox.evotor.upsertProduct(here.storeId, { id, name: 'Чай № 1', price: 777 });
  const prices = () => here.merchant.shop().map(({ priceKopecks }) => priceKopecks);
  const connection = async () => (await here.merchant.agent.get('/api/v1/connections').expect(200)).body.vk;
  /** A price is raised, VK answers its edit with this code, and the merchant is told so by the run and the connection. */
  const isTurnedAway = async (code: number, told: string): Promise<void> => {
    const [id] = products(3);
    await begin();
    raisePrice(id);
    fault('market.edit', code, { times: 1000 });
    const run = await here.merchant.run();
    expect(run).toMatchObject({ status: 'failed', counts: { failed: 0 }, error: { code: told, who: 'merchant' } });
    expect(await connection()).toMatchObject({ needsAttention: true, problem: { code: told } });
  };

  it.each([
    [17, 'token_rejected'],
    [18, 'token_rejected'],
    [1117, 'token_rejected'],
    [27, 'not_a_user_token'],
  ])('%i: the token is dead; nothing is tried before the merchant has connected again', async (code, told) => {
    await isTurnedAway(code, told);
    await here.merchant.agent.post('/api/v1/sync/runs').expect(409);
    here.story.sandbox.vk.faults.clear();
    await here.merchant.connect();
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    expect(prices()).toContain(77_700);
    expectNoDoubles(3);
  });

  it.each([
    [7, 'not_a_manager'],
    [205, 'not_a_manager'],
    [15, 'no_market_scope'],
    [1438, 'market_disabled'],
    [1525, 'market_disabled'],
  ])('%i: the shop is closed to us; each run looks whether it is open again', async (code, told) => {
    await isTurnedAway(code, told);
    here.story.sandbox.vk.faults.clear();
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    expect(await connection()).toMatchObject({ needsAttention: false, problem: null });
    expect(prices()).toContain(77_700);
  });

  it('101: our application is wrong; no merchant is asked to mend that', async () => {
    const [id] = products(3);
    await begin();
    raisePrice(id);
    fault('market.edit', 101, { times: 1000 });
    expect(await here.merchant.run()).toMatchObject({ status: 'failed', error: { code: 'internal', who: 'evosync' } });
    expect(await connection()).toMatchObject({ needsAttention: false });
    here.story.sandbox.vk.faults.clear();
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
  });

  it.each([
    [19, '', 'ВКонтакте заблокировал этот товар.'],
    [1421, '', 'ВКонтакте считает название слишком длинным. Сократите его в Эвоторе.'],
    [
      100,
      'name should be at least 4 letters length',
      'ВКонтакте считает название слишком коротким. Дополните его в Эвоторе.',
    ],
    [100, 'description is spam', 'ВКонтакте отказал: description is spam'],
    [7777, 'Something new', 'ВКонтакте отказал: Unknown error: Something new'],
    [3, '', 'ВКонтакте не понял наш запрос (Unknown method passed). Это наша ошибка, мы уже видим её в журнале.'],
  ])('%i “%s” of one product is that product’s own; the rest goes on', async (code, message, told) => {
    products(4);
    fault('market.add', code, { nth: 2, ...(message !== '' && { message }) });
    const run = await begin();
    expect(run).toMatchObject({
      status: 'partial',
      counts: { created: 3, failed: 1 },
      error: { code: 'items_failed', who: 'merchant', message: expect.stringContaining('1') },
    });
    const failed = (await here.merchant.outcomes(run.id)).filter(({ outcome }) => outcome === 'failed');
    expect(failed).toMatchObject([{ action: 'create', reason: 'vk_rejected', message: told }]);
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 1 } });
    expectNoDoubles(4);
    await quiet();
  });

  it.each([
    [29, 'quota_reached'],
    [1433, 'photo_rejected'],
  ])('%i is no word against the product: the next run by the clock tries it again', async (code, reason) => {
    products(1);
    fault('market.add', code, { times: 1000 });
    const run = await begin();
    expect(await here.merchant.outcomes(run.id)).toMatchObject([{ outcome: 'failed', reason }]);
    here.story.sandbox.vk.faults.clear();
    const { id } = await here.story.app.app.get(RunsService).start(here.merchant.userId, 'schedule');
    expect(await here.merchant.wait(id)).toMatchObject({ status: 'succeeded', counts: { created: 1 } });
  });

  it('“nothing to change” is success', async () => {
    const [id] = products(2);
    await begin();
    const settings = (refreshVkCatalogEnabled: boolean) =>
      here.merchant.agent.put('/api/v1/sync/settings').send({ refreshVkCatalogEnabled }).expect(200);
    await settings(false);
    raisePrice(id);
    const [item] = here.merchant.shop().filter(({ name }) => name === 'Чай № 1');
    here.story.sandbox.vk.hands.editItem(here.merchant.world.groupId, item?.id ?? 0, { price: 77_700 });
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1, failed: 0 } });
    await settings(true);
    await quiet();
  });

  it.each([1, 10, 6, 8, 9])('%i passes: it is tried again in the same run', async (code) => {
    const [id] = products(2);
    await begin();
    raisePrice(id);
    fault('market.edit', code, { times: 1 });
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 1, failed: 0 } });
    expect(prices()).toContain(77_700);
    await quiet();
  });

  it('1403 for an item that is to be hidden or deleted: it is gone, which is as well', async () => {
    const ids = products(2);
    await begin();
    fault('market.edit', 1403, { times: 1 });
    here.story.sandbox.evotor.deleteProduct(here.storeId, ids[0] ?? '');
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { hidden: 1, failed: 0 } });
    await here.merchant.agent.put('/api/v1/sync/settings').send({ onRemoved: 'delete' }).expect(200);
    fault('market.delete', 1403, { times: 1 });
    here.story.sandbox.evotor.deleteProduct(here.storeId, ids[1] ?? '');
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { failed: 0 } });
  });

  it('1402: an album is gone when goods are to go there: said so, made again by the next run', async () => {
    const tea = group('Чай');
    products(2, tea);
    fault('market.addToAlbum', 1402, { times: 1 });
    const run = await begin();
    expect(run).toMatchObject({
      status: 'partial',
      counts: { created: 2, failed: 0 },
      error: {
        code: 'album_rejected',
        who: 'wait',
        message:
          'Не все товары попали в свои подборки. Подборки больше нет во ВКонтакте. Следующий запуск создаст её заново.',
      },
    });
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded' });
    expect(album('Чай')?.items).toEqual(['Чай № 1', 'Чай № 2']);
    await quiet();
  });

  it('1404: what is in the album already is where it belongs', async () => {
    products(2, group('Чай'));
    here.story.sandbox.vk.setSwitches({ addToAlbumTwice: 'refuse' });
    await begin();
    const [first] = here.merchant.shop();
    const other = here.story.sandbox.vk.hands.addAlbum(here.merchant.world.groupId, 'Кофе');
    here.story.sandbox.vk.hands.moveItem(here.merchant.world.groupId, first?.id ?? 0, [other.id]);
    fault('market.addToAlbum', 1404, { times: 1 });
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { failed: 0 }, error: null });
  });
});
