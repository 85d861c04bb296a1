import { describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { listenToRuns } from '../support/listen.js';
import { useOneStore } from '../support/one-store.js';
import type { Agent } from '../../apps/api/src/testing/app.js';

/** No goods of the story have it; VK gives it without a translation. */
const VKS_OWN = 'Not found';

describe('What a merchant is told, in Russian and in English', () => {
  const here = useOneStore();
  const answer = async (path: string, language: string, agent: Agent = here.merchant.agent) =>
    (await agent.get(`/api/v1/${path}`).set('Accept-Language', language).expect(200)) as {
      text: string;
      body: Record<string, never>;
    };
  /** The same question in both languages, as far as `pick` tells. */
  const both = async (path: string, pick: (body: never) => unknown, agent?: Agent) => {
    const [ru, en] = [await answer(path, 'ru', agent), await answer(path, 'en', agent)];
    return { ru: pick(ru.body as never), en: pick(en.body as never) };
  };
  const admin = () => here.story.app.login(here.story.app.systemUser.email, here.story.app.systemUser.password);
  const sql = (query: string, values: unknown[]) => here.story.app.app.get(DataSource).query(query, values);

  interface Told {
    items: { message: string | null; syncMessage: string | null; error: { message: string } | null }[];
    error: { message: string };
    problems: { about: string; message: string | null }[];
    lastRun: { error: { message: string } };
    failures: { kind: string; example: string }[];
  }

  /** VK refuses an album and a product, in its own words. */
  const refusedRun = async () => {
    const { vk } = here.story.sandbox;
    here.products(1, here.group('Чай'));
    vk.faults.add({ method: 'market.addAlbum', effect: { type: 'error', code: 104 }, times: 1 });
    vk.faults.add({ method: 'market.add', effect: { type: 'error', code: 104 }, times: 1 });
    return here.begin();
  };
  const ALBUM = { ru: `Подборка «Чай»: ВКонтакте отказал: ${VKS_OWN}`, en: `Album “Чай”: VK refused: ${VKS_OWN}` };
  const PRODUCT = { ru: `ВКонтакте отказал: ${VKS_OWN}`, en: `VK refused: ${VKS_OWN}` };

  it('a run, its products and what is wrong now: names and VK’s own words stay as they were given', async () => {
    const run = await refusedRun();
    expect(run).toMatchObject({ status: 'partial', counts: { failed: 1 }, error: { code: 'album_rejected' } });
    const run$ = `sync/runs/${run.id}`;
    expect(await both(run$, ({ error }: Told) => error.message)).toEqual(ALBUM);
    expect(await both('sync/runs', ({ items }: Told) => items[0]?.error?.message)).toEqual(ALBUM);
    expect(await both(`${run$}/items?outcome=failed`, ({ items }: Told) => items[0]?.message)).toEqual(PRODUCT);
    const products = `catalog/stores/${here.storeId}/products?syncState=failed`;
    expect(await both(products, ({ items }: Told) => items[0]?.syncMessage)).toEqual(PRODUCT);

    expect(await both('sync/overview', ({ lastRun }: Told) => lastRun.error.message)).toEqual(ALBUM);
    const said = (about: string) => (told: Told) => told.problems.find((one) => one.about === about)?.message;
    expect(await both('sync/overview', said('run'))).toEqual(ALBUM);
    expect(await both('sync/overview', said('failed-goods'))).toEqual(PRODUCT);

    const failures = (kind: string) => (told: Told) => told.failures.find((one) => one.kind === kind)?.example;
    expect(await both('admin/overview', failures('run'), await admin())).toEqual(ALBUM);
    expect(await both('admin/overview', failures('product'), await admin())).toEqual(PRODUCT);
    const asAdmin = `admin/users/${here.merchant.userId}/runs`;
    expect(await both(asAdmin, ({ items }: Told) => items[0]?.error?.message, await admin())).toEqual(ALBUM);

    const file = { ru: await answer(`${run$}/items.csv`, 'ru'), en: await answer(`${run$}/items.csv`, 'en') };
    expect([file.ru.text, file.en.text]).toEqual([
      expect.stringContaining(PRODUCT.ru),
      expect.stringContaining(PRODUCT.en),
    ]);
    expect(file.en.text).not.toContain('отказал');
  }, 60_000);

  it.each([
    ['?language=en', ALBUM.en],
    ['?language=ru', ALBUM.ru],
    ['', ALBUM.ru],
  ])(
    'the stream of a run, in the language that its address%s asks for',
    async (query, said) => {
      const ear = await listenToRuns(here.story.app.url, here.merchant, query);
      await refusedRun();
      await ear.until((heard) => heard.at(-1)?.status === 'partial');
      ear.close();
      expect(ear.heard.at(-1)?.error?.message).toBe(said);
    },
    60_000,
  );

  it('a store that could not be read, by its name', async () => {
    here.products(1);
    await here.begin();
    here.story.sandbox.evotor.faults.add({ kind: 'empty-list', path: '/products$', times: 1 });
    const run = await here.merchant.run();
    const [{ name }] = await sql('SELECT name FROM cached_stores WHERE user_id = ?', [here.merchant.userId]);
    expect(await both(`sync/runs/${run.id}`, ({ error }: Told) => error.message)).toEqual({
      ru: `Не удалось прочитать: ${name}. Товары оттуда остались в магазине как были.`,
      en: `Could not be read: ${name}. The goods from there stay in the shop as they were.`,
    });
  }, 60_000);

  it('a connection that broke: where it is shown, tested, and keeps a run from starting', async () => {
    here.products(1);
    await here.begin();
    const { merchant, story } = here;
    story.sandbox.evotor.faults.add({ kind: 'status', status: 401, userId: merchant.world.evotorUserId, times: 0 });
    const run = await merchant.run();
    const said = {
      ru: expect.stringContaining('Токен не подходит'),
      en: expect.stringContaining('The token is wrong'),
    };
    const read = {
      connections: (body: { evotor: { problem: { message: string } } }) => body.evotor.problem.message,
      'sync/overview': ({ problems }: Told) => problems.find(({ about }) => about === 'evotor')?.message,
      [`sync/runs/${run.id}`]: ({ error }: Told) => error.message,
    };
    for (const [path, pick] of Object.entries(read)) expect([path, await both(path, pick)]).toEqual([path, said]);
    const person = (body: { evotor: { problem: { message: string } } }) => body.evotor.problem.message;
    expect(await both(`admin/users/${merchant.userId}`, person, await admin())).toEqual(said);
    const attention = (body: { attention: { items: { message: string }[] } }) => body.attention.items[0]?.message;
    expect(await both('admin/overview', attention, await admin())).toEqual(said);
    for (const [language, words] of Object.entries(said)) {
      const post = (path: string) => merchant.agent.post(`/api/v1/${path}`).set('Accept-Language', language);
      const { body: test } = await post('connections/evotor/test').expect(200);
      expect(test).toEqual({ ok: false, problem: { code: 'token_rejected', message: words } });
      const { body: refusal } = await post('sync/runs').expect(409);
      expect(refusal).toMatchObject({ code: 'connection_needs_attention', detail: words });
    }
  }, 60_000);

  it('what an older version wrote in Russian alone is shown to everybody as it was written', async () => {
    const run = await refusedRun();
    const old = 'Слова старой версии: "нельзя"';
    const error = JSON.stringify({ code: 'quota', message: old, who: 'wait' });
    await sql('UPDATE sync_runs SET error = ? WHERE id = ?', [error, run.id]);
    await sql('UPDATE sync_run_items SET message = ? WHERE run_id = ?', [old, run.id]);
    await sql('UPDATE cached_products SET sync_message = ? WHERE user_id = ?', [old, here.merchant.userId]);
    const asItWas = { ru: old, en: old };
    expect(await both(`sync/runs/${run.id}`, (told: Told) => told.error.message)).toEqual(asItWas);
    expect(await both(`sync/runs/${run.id}/items`, ({ items }: Told) => items[0]?.message)).toEqual(asItWas);
    const products = `catalog/stores/${here.storeId}/products`;
    expect(await both(products, ({ items }: Told) => items[0]?.syncMessage)).toEqual(asItWas);
    expect(await both('sync/overview', ({ problems }: Told) => problems.map(({ message }) => message))).toEqual({
      ru: [old, old],
      en: [old, old],
    });
    expect((await here.merchant.run()).status).toBe('succeeded');
  }, 60_000);
});
