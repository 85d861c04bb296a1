import path from 'node:path';
import { chromium, type Browser, type Page, type Request } from 'playwright-core';
import { expect, it } from '@jest/globals';

/** The built SPA, as `WEB_DIST_DIR` wants it; another build than the usual one where that variable is set. */
export const WEB_DIST = process.env.WEB_DIST_DIR ?? path.resolve(import.meta.dirname, '../../apps/web/dist');

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Starts the machine's Chromium: `CHROMIUM_PATH`, or Debian's. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });
}

/** A person at a browser of their own, who notices everything that goes wrong behind the screen. */
export interface Visitor {
  page: Page;
  /** Opens an address of the product as if it were typed. */
  open(address: string): Promise<void>;
  /** Signs in at the form that is on the screen. */
  signIn(who: { email: string; password: string }): Promise<void>;
  /** Does what the server is going to refuse with this status at this address; any other refusal is a trouble. */
  refused(status: number, address: string | RegExp, work: () => Promise<unknown>): Promise<void>;
  /** Does something while there is no way to the server; requests may fail meanwhile. */
  cutOff(work: () => Promise<unknown>): Promise<void>;
  /** Turns on the switch of this name. */
  turnOn(name: string): Promise<void>;
  /**
   * Checks the page with this `h1`, once it has loaded: no other `h1`, its title and language, nothing wider than the
   * screen, no half-made text, and no trouble up to now.
   */
  sees(heading: string | RegExp): Promise<void>;
  leave(): Promise<void>;
}

interface VisitorOptions {
  baseUrl: string;
  screen?: { width: number; height: number };
  dark?: boolean;
  /** What the browser speaks; Russian unless told. */
  locale?: string;
}

/** A new person at `baseUrl`, with no cookies. */
export async function newVisitor(browser: Browser, options: VisitorOptions): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: options.baseUrl,
    viewport: options.screen ?? DESKTOP,
    locale: options.locale ?? 'ru-RU',
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const troubles = watchTroubles(page);

  return {
    page,
    open: async (address) => void (await page.goto(address)),
    signIn: async ({ email, password }) => {
      await page.getByLabel('Электронная почта').fill(email);
      await page.getByLabel('Пароль', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Войти' }).click();
    },
    refused: async (status, address, work) => {
      const answer = page.waitForResponse((response) => response.status() === status && isAt(response.url(), address));
      troubles.allow(status, address);
      await Promise.all([answer, work()]);
      troubles.allow(null);
    },
    cutOff: async (work) => {
      troubles.cutOff(true);
      await context.setOffline(true);
      await work();
      await context.setOffline(false);
      troubles.cutOff(false);
    },
    turnOn: async (name) => {
      await page.getByRole('switch', { name, exact: true, checked: false }).click({ force: true });
      await page.getByRole('switch', { name, exact: true, checked: true }).waitFor();
    },
    sees: async (heading) => {
      await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      const shown = await page.evaluate(lookAtPage);
      expect(shown).toMatchObject({ headings: [expect.any(String)], sideways: [] });
      const title = `${shown.headings[0]} · EvoSync`;
      expect(shown.title.slice(-title.length)).toBe(title);
      expect(shown.lang).toBe(shown.chosenLanguage);
      expect(shown.text).not.toMatch(/undefined|NaN|\[object|Invalid Date|\{\{/);
      expect(troubles.list).toEqual([]);
    },
    leave: async () => {
      await context.close();
      expect(troubles.list).toEqual([]);
    },
  };
}

interface Troubles {
  list: string[];
  /** Says which refusals are meant from now on; `null`: none. */
  allow(status: number | null, address?: string | RegExp): void;
  cutOff(isOffline: boolean): void;
}

function isAt(url: string, address: string | RegExp): boolean {
  const { pathname } = new URL(url);
  return typeof address === 'string' ? pathname === address : address.test(pathname);
}

function watchTroubles(page: Page): Troubles {
  const list: string[] = [];
  const refusals = new Set<string>();
  let offline = false;
  let isMeant: (status: number, url: string) => boolean = () => false;
  page.on('pageerror', (error) => list.push(`error: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() < 400) return;
    if (isMeant(response.status(), response.url())) refusals.add(response.url());
    else list.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    if (!offline && !leftBehind(request))
      list.push(`${request.failure()?.errorText} ${request.method()} ${request.url()}`);
  });
  page.on('console', (message) => {
    const aboutRequest = message.text().startsWith('Failed to load resource');
    const isMeantToo = aboutRequest && (offline || refusals.has(message.location().url));
    if (['error', 'warning'].includes(message.type()) && !isMeantToo) list.push(`console: ${message.text()}`);
  });
  return {
    list,
    cutOff: (isOffline) => {
      offline = isOffline;
    },
    allow: (status, address = '') => {
      isMeant = (answered, url) => answered === status && isAt(url, address);
    },
  };
}

/** The page itself gave the request up, because another page was opened. */
function leftBehind(request: Request): boolean {
  return request.failure()?.errorText === 'net::ERR_ABORTED';
}

/** Runs inside the browser. */
function lookAtPage() {
  const { documentElement: root } = document;
  const tooWide = [...document.querySelectorAll('body *')].filter(
    (element) => element.checkVisibility() && element.getBoundingClientRect().right > root.clientWidth + 1,
  );
  return {
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map((heading) => heading.innerText),
    lang: root.lang,
    chosenLanguage: localStorage.getItem('evosync-language') ?? 'ru',
    sideways: root.scrollWidth > root.clientWidth ? tooWide.slice(0, 5).map((element) => element.outerHTML) : [],
    text: document.body.innerText,
  };
}

/** Steps of one story, told as tests of their own: after one has failed, the rest fail at once. */
export function steps(): (name: string, work: () => Promise<void>, limitMs?: number) => void {
  let broken: string | null = null;
  return (name, work, limitMs) =>
    it(
      name,
      async () => {
        if (broken !== null) throw storyEnded(broken);
        broken = name;
        await work();
        broken = null;
      },
      limitMs,
    );
}

function storyEnded(step: string): Error {
  const error = new Error(`The story ended at "${step}"`);
  error.stack = error.message;
  return error;
}
