import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESKTOP, newVisitor, openBrowser, steps, WEB_DIST, type Visitor } from '../support/browser.js';
import { checkEverywhere, walkByKeyboard } from '../support/page-checks.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

/** Slow enough for a run to be watched. */
const REQUESTS_PER_SECOND = 8;
const STORE = 'Чайная на Садовой';
const COUNTERS = ['в магазине', 'ждут отправки', 'пропущено', 'с ошибкой', 'выбрано из 281'];

describe('A shopkeeper at a glance', () => {
  let story: Story;
  let browser: Browser;
  let merchant: Merchant;
  let visitor: Visitor;
  let storeId: string;

  beforeAll(async () => {
    story = await startStory({ requestsPerSecond: REQUESTS_PER_SECOND, settings: { WEB_DIST_DIR: WEB_DIST } });
    merchant = await story.merchant();
    storeId = merchant.world.storeIds[0] ?? '';
    browser = await openBrowser();
    visitor = await newVisitor(browser, { baseUrl: story.app.url, screen: DESKTOP });
    await visitor.open('/');
    await visitor.signIn(merchant);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
  });

  const step = steps();
  const text = (words: string | RegExp) => visitor.page.getByText(words).first().waitFor();
  const link = (name: string | RegExp) => visitor.page.getByRole('link', { name });
  const region = (name: string | RegExp) => visitor.page.getByRole('region', { name });
  const put = (address: string, body: object) => merchant.agent.put(`/api/v1/${address}`).send(body).expect(200);

  step(
    'is new: sees three steps with pictures, and each is ticked by itself once it is done',
    async () => {
      await visitor.sees('Главная');
      const guide = region('Три шага до витрины');
      await guide.getByRole('heading', { level: 3, name: 'Подключите Эвотор' }).waitFor();
      await guide.getByRole('img', { name: /личный кабинет Эвотор/ }).waitFor();
      await checkEverywhere(visitor, '/', 'Главная');

      await put('connections/evotor', { accessToken: merchant.world.evotorToken });
      await guide.getByText(/Подключено: на кассе \d+ товар/).waitFor();
      await guide.getByRole('img', { name: /номер сообщества/ }).waitFor();
      await put('connections/vk', { accessToken: merchant.world.vkToken, groupId: merchant.world.groupId });
      await guide.getByText(`Подключено: ${STORE}`).waitFor();
      await guide.getByRole('img', { name: /переключатели магазина/ }).waitFor();
      await put(`catalog/stores/${storeId}/sync`, { enabled: true });
      await put(`catalog/stores/${storeId}/groups/sync`, { enabled: true });
      await text('Всё готово к первой синхронизации');
      await text('Ещё не начато');
      await text('0 из 281 выбранных');
      await visitor.sees('Главная');
    },
    60_000,
  );

  step(
    'starts a run and follows it live: the step, how far, how fast, how long it will take',
    async () => {
      await visitor.page.getByRole('button', { name: 'Синхронизировать' }).click();
      await text('Идёт синхронизация');
      await text(/Сделано \d+ из \d+/);
      await text(/\d+ в минуту · осталось около \d+/);
      await visitor.page.getByText('Всё работает').waitFor({ timeout: 60_000 });
      await text('270 из 281 выбранных');
      await text(/Вовремя/);
      await text(/Следующая/);
      await visitor.sees('Главная');
    },
    90_000,
  );

  step(
    'opens each of the five counters and finds exactly the rows it counts',
    async () => {
      const counts: string[] = [];
      for (const counter of COUNTERS) {
        await visitor.open('/');
        const figure = region('Товары в магазине ВКонтакте').getByRole('link', { name: counter });
        const count = Number((await figure.innerText()).replace(/\D.*$/s, ''));
        counts.push(`${counter}: ${count}`);
        await figure.click();
        await visitor.sees(STORE);
        const shown = visitor.page.getByRole('navigation', { name: 'Страницы' });
        const total = count === 0 ? 0 : Number(/(\d+)$/.exec((await shown.innerText()).split('\n')[0] ?? '')?.[1]);
        expect([counter, total]).toEqual([counter, count]);
        if (count === 0) expect(await shown.count()).toBe(0);
      }
      expect(counts).toEqual([
        'в магазине: 270',
        'ждут отправки: 0',
        'пропущено: 11',
        'с ошибкой: 0',
        'выбрано из 281: 281',
      ]);
    },
    60_000,
  );

  step('opens a total of the day and finds exactly the rows it counts', async () => {
    await visitor.open('/');
    const total = region('Что изменилось за сутки').getByRole('link', { name: /новых$/ });
    const count = Number((await total.innerText()).replace(/\D.*$/s, ''));
    expect(count).toBeGreaterThan(0);
    await total.click();
    await visitor.sees(/^Запуск/);
    await text(new RegExp(`из\\s${count}$`));
    await visitor.page.goBack();
    await visitor.sees('Главная');
  });

  step('reads why goods were skipped, and its button leads to those goods', async () => {
    await visitor.open('/');
    const problems = region('Чего нет в магазине и почему');
    const restricted = problems.getByRole('status').filter({ hasText: 'нельзя продавать дистанционно' });
    const count = Number(/(\d+) товар/.exec(await restricted.innerText())?.[1]);
    expect(count).toBeGreaterThan(0);
    await restricted.getByRole('link', { name: 'Показать товары' }).click();
    await visitor.sees(STORE);
    await text(`Всего ${count}`);
    await visitor.page.goBack();
    await visitor.sees('Главная');
  });

  step(
    'has a product that VK refuses: reads why in red, finds it by one button, mends it, and all is green',
    async () => {
      story.sandbox.vk.setSwitches({ refuseLinks: true });
      const broken = { name: 'Сироп с сайтом', price: 300, description: 'Подробнее на https://example.ru/sirop' };
      const { id } = story.sandbox.evotor.upsertProduct(storeId, broken);
      expect(await merchant.run()).toMatchObject({ status: 'partial', counts: { failed: 1 } });
      await visitor.open('/');
      await text('Нужны вы');
      const told = visitor.page.getByRole('alert').filter({ hasText: 'ВКонтакте не принял товар' });
      await told.getByText('ВКонтакте не принимает ссылки в описании').waitFor();
      await visitor.page.getByRole('button', { name: 'English' }).click();
      const inEnglish = visitor.page.getByRole('alert').filter({ hasText: 'VK did not accept the product' });
      await inEnglish.getByText('VK does not accept links in a description').waitFor();
      await visitor.page.getByRole('button', { name: 'Русский' }).click();
      await told.getByText('ВКонтакте не принимает ссылки в описании').waitFor();
      await told.getByRole('link', { name: 'Показать товары' }).click();
      await visitor.sees(STORE);
      await text('Всего 1');
      await text('Сироп с сайтом');
      story.sandbox.evotor.upsertProduct(storeId, { ...broken, id, description: 'Сладкий' });
      expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 1 } });
      await visitor.open('/');
      await text('Вовремя');
      await text('271 из 282 выбранных');
      await visitor.sees('Главная');
    },
    60_000,
  );

  step(
    'has a token die: the page says so in red with one button, and is green again once it is mended',
    async () => {
      story.sandbox.evotor.faults.add({ kind: 'status', status: 401, userId: merchant.world.evotorUserId, times: 0 });
      await merchant.run();
      await visitor.open('/');
      await text('Нужны вы');
      const told = visitor.page.getByRole('alert').filter({ hasText: 'Токен не подходит' });
      await told.getByText('Касса больше не читается').waitFor();
      await checkEverywhere(visitor, '/', 'Главная');
      await told.getByRole('link', { name: 'Открыть подключения' }).click();
      await visitor.sees('Подключения');

      story.sandbox.evotor.faults.clear();
      await put('connections/evotor', { accessToken: merchant.world.evotorToken });
      await merchant.run();
      await visitor.open('/');
      await text('Вовремя');
      expect(await visitor.page.getByRole('alert').count()).toBe(0);
    },
    60_000,
  );

  step(
    'reads the history: a chart with its table, runs by how they ended, and a run with its filters and its file',
    async () => {
      await merchant.run();
      await visitor.open('/sync');
      await visitor.page.getByRole('img', { name: /последних запусков/ }).waitFor();
      await visitor.page.getByText('Показать таблицей').click();
      expect(await visitor.page.getByRole('table').getByRole('row').count()).toBeGreaterThan(2);
      await checkEverywhere(visitor, '/sync', 'Синхронизация');
      await visitor.page.getByRole('button', { name: 'Остановлен' }).click();
      await text('Таких запусков нет');
      await visitor.page.goBack();
      await link(/Добавлено/)
        .first()
        .click();
      await visitor.sees(/^Запуск \d+ /);
      await visitor.page.getByLabel('Причина').selectOption('restricted_goods');
      await text(/Всего \d/);
      const address = visitor.page.url();
      expect(new URL(address).searchParams.get('reason')).toBe('restricted_goods');
      await visitor.page.reload();
      expect(await visitor.page.getByLabel('Причина').inputValue()).toBe('restricted_goods');
      const outcomes = region('Товары запуска').getByRole('listitem');
      await outcomes.first().waitFor();
      const rows = await outcomes.count();
      const [download] = await Promise.all([visitor.page.waitForEvent('download'), link('Скачать таблицу').click()]);
      const file = await readAll(await download.createReadStream());
      expect(file.charCodeAt(0)).toBe(0xfeff);
      expect(file.trim().split('\r\n')).toHaveLength(rows + 1);
      await checkEverywhere(visitor, new URL(address).pathname, /^Запуск \d+ /);
    },
    90_000,
  );

  step(
    'sets the multiplier: sees it on a product of their own; a wrong value stays typed, with its message',
    async () => {
      await visitor.open('/sync?view=settings');
      await visitor.sees('Синхронизация');
      const field = visitor.page.getByLabel('Множитель цены');
      await field.fill('2');
      await text(/на кассе → .+ во ВКонтакте/);
      await field.fill('ноль');
      await visitor.page.getByRole('button', { name: 'Сохранить' }).click();
      await text('Нужно число больше нуля');
      expect(await field.inputValue()).toBe('ноль');
      await field.fill('1,5');
      await visitor.page.getByRole('button', { name: 'Сохранить' }).click();
      await text('Настройки сохранены');
      await checkEverywhere(visitor, '/sync?view=settings', 'Синхронизация');
      expect(await visitor.page.getByLabel('Множитель цены').inputValue()).toBe('1.5');
      await visitor.open('/');
      await text('282');
      await checkEverywhere(visitor, '/', 'Главная');
    },
    60_000,
  );

  step('reaches everything on the start page with the Tab key alone', async () => {
    await visitor.open('/');
    await visitor.sees('Главная');
    const reached = await walkByKeyboard(visitor.page, 40);
    expect(reached).toContain('Синхронизировать');
    const counter = /^\d+ (в магазине|ждут отправки|пропущено|с ошибкой|выбрано из \d+)$/;
    expect(reached.filter((name) => counter.test(name))).toHaveLength(5);
    await visitor.leave();
  });
});

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
