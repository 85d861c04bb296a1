import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { provideBrowser } from '../browser.ts';
import { merchantUser } from '../demo/people.ts';
import { type ShopDay, startShopDay } from '../demo/shop-day.ts';
import { RunnerError } from '../errors.ts';
import { inRoot } from '../paths.ts';
import { print } from '../print.ts';
import type { Session } from '../session.ts';

const FOLDER = inRoot('docs/images');
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

interface Shot {
  name: string;
  address: (day: ShopDay) => string;
  screen: { width: number; height: number };
  dark?: boolean;
}

const SHOTS: Shot[] = [
  { name: 'start', address: () => '/', screen: DESKTOP },
  { name: 'start-phone', address: () => '/', screen: PHONE, dark: true },
  { name: 'products', address: ({ storeId }) => `/catalog/stores/${storeId}/products`, screen: DESKTOP },
  { name: 'products-phone', address: ({ storeId }) => `/catalog/stores/${storeId}/products`, screen: PHONE },
  { name: 'preview', address: () => '/sync/preview', screen: DESKTOP },
  { name: 'runs', address: () => '/sync', screen: DESKTOP },
  { name: 'run', address: ({ repricedRun }) => `/sync/runs/${repricedRun}`, screen: DESKTOP, dark: true },
];

/** Takes the pictures of the main pages that stand in the README, of the real product with simulated clouds. */
export async function screenshots(session: Session): Promise<number> {
  const executablePath = await provideBrowser(session);
  if (executablePath === null) throw new RunnerError('Without a browser there are no pictures.');
  const day = await startShopDay(session);
  const { chromium } = await import('playwright-core');
  const browser = await session.guard(chromium.launch({ executablePath, args: ['--no-sandbox'] }));
  session.atEnd(() => browser.close());
  mkdirSync(FOLDER, { recursive: true });
  for (const shot of SHOTS) await session.guard(take(browser, shot, day));
  return 0;
}

async function take(browser: Browser, { name, address, screen, dark }: Shot, day: ShopDay): Promise<void> {
  const context = await browser.newContext({
    baseURL: day.places.product,
    viewport: screen,
    locale: 'ru-RU',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  await context.request.post('/api/v1/auth/login', { data: merchantUser });
  const page = await context.newPage();
  await page.goto(address(day));
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined); // events stay open: what is there is shown
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  const file = path.join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file });
  print(`${path.relative(inRoot(), file)}  ${Math.round(statSync(file).size / 1024)} kB`);
  await context.close();
}
