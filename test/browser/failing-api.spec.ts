import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { openBrowser, PHONE, WEB_DIST } from '../support/browser.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

const RETRY = 'Попробовать ещё раз';
const UNUSUAL_MS = 10_000;

describe('When the API does not answer as it should', () => {
  let story: Story;
  let browser: Browser;
  let merchant: Merchant;
  let runId: string;

  beforeAll(async () => {
    story = await startStory({ settings: { WEB_DIST_DIR: WEB_DIST } });
    browser = await openBrowser();
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
    runId = (await merchant.run()).id;
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
  });

  const signedIn = async (who: { email: string; password: string }): Promise<BrowserContext> => {
    const context = await browser.newContext({
      baseURL: story.app.url,
      viewport: PHONE,
      locale: 'ru-RU',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    const { email, password } = who;
    expect((await context.request.post('/api/v1/auth/login', { data: { email, password } })).status()).toBe(200);
    return context;
  };

  const merchantPages = () => {
    const store = `/catalog/stores/${merchant.world.storeIds[0]}`;
    const rooms = ['/', '/connections', '/catalog', `${store}/groups`, `${store}/products`, '/sync'];
    return [...rooms, '/sync?view=settings', '/sync/preview', `/sync/runs/${runId}`, '/vk-catalog', '/profile'];
  };
  const adminPages = () => {
    const user = `/admin/users/${merchant.userId}`;
    return ['/admin', '/admin/users', user, '/admin/roles', '/admin/logs', '/admin/audit'];
  };

  /** Everything a page asks for, but who is there, is answered so until `mend` is called. */
  const spoil = async (page: Page, answer: (route: Route) => Promise<void> | void) => {
    const isOfPage = (url: URL) => url.pathname.startsWith('/api/v1/') && !/auth\/session|support/.test(url.pathname);
    await page.route(isOfPage, answer);
    return { mend: () => page.unrouteAll({ behavior: 'ignoreErrors' }) };
  };
  const problem = (status: number, code: string, detail: string) => (route: Route) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'Oh', status, code, detail }),
    });
  const settled = (page: Page) => page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  const look = (page: Page) =>
    page.evaluate(() => ({
      headings: document.querySelectorAll('h1').length,
      sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      raw: /undefined|\[object|HTTP \d|Internal Server|<h1>|about:blank/.exec(document.body.innerText)?.[0] ?? null,
    }));

  it.each([
    ['merchant', 403, 'forbidden', 'У вас нет доступа'],
    ['admin', 500, 'internal', 'Внутренняя ошибка'],
  ] as const)(
    'every page of a %s says that it could not be loaded (%i), one great message a page, and loads when asked again',
    async (who, status, code, detail) => {
      const context = await signedIn(who === 'merchant' ? merchant : story.app.systemUser);
      for (const address of who === 'merchant' ? merchantPages() : adminPages()) {
        const page = await context.newPage();
        const { mend } = await spoil(page, problem(status, code, detail));
        await page.goto(address);
        const retry = page.getByRole('button', { name: RETRY });
        await retry.first().waitFor();
        await settled(page);
        expect([address, await look(page)]).toEqual([address, { headings: 1, sideways: false, raw: null }]);
        expect([address, await page.getByRole('alert').filter({ has: retry }).count()]).toEqual([address, 1]);
        await page.getByText(detail).first().waitFor();
        await mend();
        for (let left = await retry.count(); left > 0; left = await retry.count()) {
          await retry.first().click();
          await page.waitForFunction(
            ([name, before]) =>
              [...document.querySelectorAll('button')].filter((one) => one.textContent === name).length < before,
            [RETRY, left] as const,
          );
        }
        await settled(page);
        await page.close();
      }
      await context.close();
    },
    120_000,
  );

  it('a page of a proxy, or no network at all, is no riddle either', async () => {
    const context = await signedIn(merchant);
    for (const [answer, words] of [
      [
        (route: Route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad</h1>' }),
        /Сервер сейчас/,
      ],
      [(route: Route) => route.abort('internetdisconnected'), /Нет связи с сервером/],
    ] as const) {
      const page = await context.newPage();
      await spoil(page, answer);
      await page.goto('/catalog');
      await page.getByText(words).first().waitFor();
      expect(await look(page)).toEqual({ headings: 1, sideways: false, raw: null });
      await page.close();
    }
    await context.close();
  }, 60_000);

  it('what takes unusually long says so, and offers what helps', async () => {
    const context = await signedIn(merchant);
    const page = await context.newPage();
    await spoil(page, () => undefined);
    await page.goto('/vk-catalog');
    const slow = page.getByText('Загружается дольше обычного', { exact: false }).first();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await slow.count()).toBe(0);
    await slow.waitFor({ timeout: UNUSUAL_MS + 10_000 });
    expect(await look(page)).toEqual({ headings: 1, sideways: false, raw: null });
    await page.getByRole('button', { name: 'Обновить страницу' }).first().waitFor();
    await context.close();
  }, 60_000);

  it('an empty log of calls speaks of filters only where there are some', async () => {
    const context = await signedIn(story.app.systemUser);
    const page = await context.newPage();
    await page.route(/\/api\/v1\/admin\/logs\?/, (route) =>
      route.fulfill({ json: { items: [], nextCursor: null, searchedBackTo: null } }),
    );
    await page.goto('/admin/logs');
    await page.getByText('Запросов ещё не было').waitFor();
    expect(await page.getByText('уберите часть условий').count()).toBe(0);
    await page.goto('/admin/logs?service=vk');
    await page.getByText('уберите часть условий').waitFor();
    await page.goto(`/admin/audit?search=${encodeURIComponent('нет такого')}`);
    await page.getByText('уберите часть условий').waitFor();
    await context.close();
  }, 60_000);
});
