import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE, type Visitor } from './browser.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE: ReadonlySet<string> = new Set(['serious', 'critical']);

/** What axe-core finds serious or critical on the page as it stands: the rule, what is wrong, and where. */
export async function graveFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => GRAVE.has(impact ?? ''))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}

/** Elements that reach beyond the right edge of the screen, on a page that can be scrolled sideways because of them. */
export async function widerThanScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 200));
  });
}

/**
 * Opens an address on a desktop and on a phone, in light and in dark. Each time the page with this `h1` must be free of
 * troubles behind the screen (console, requests), of anything wider than the screen, and of grave findings of axe-core.
 */
export async function checkEverywhere(visitor: Visitor, address: string, heading: string | RegExp): Promise<void> {
  const { page } = visitor;
  for (const screen of [PHONE, DESKTOP]) {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.setViewportSize(screen);
      await page.emulateMedia({ colorScheme });
      await visitor.open(address);
      await visitor.sees(heading);
      const found = { sideways: await widerThanScreen(page), axe: await graveFindings(page) };
      expect({ address, width: screen.width, colorScheme, ...found }).toEqual({
        address,
        width: screen.width,
        colorScheme,
        sideways: [],
        axe: [],
      });
    }
  }
}

/**
 * Walks through the page with the Tab key and answers the names of what was reached, in order. Fails where the focus
 * cannot be seen.
 */
export async function walkByKeyboard(page: Page, steps: number): Promise<string[]> {
  const reached: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const name = await pressTab(page);
    if (name === null) break;
    reached.push(name);
  }
  return reached;
}

/** Presses Tab until the focus is on what has this name. Fails where the focus cannot be seen, or never gets there. */
export async function tabTo(page: Page, wanted: string | RegExp, most = 200): Promise<void> {
  const passed: string[] = [];
  while (passed.length < most) {
    const name = (await pressTab(page)) ?? '(the end of the page)';
    if (typeof wanted === 'string' ? name === wanted : wanted.test(name)) return;
    passed.push(name);
  }
  throw new Error(`The Tab key does not lead to ${wanted}, but to: ${passed.join(', ')}`);
}

/** The name of what the Tab key leads to; null at the end of the page. */
async function pressTab(page: Page): Promise<string | null> {
  await page.keyboard.press('Tab');
  const at = await page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body) return null;
    const rings = [element, element.nextElementSibling].flatMap((one) => {
      if (!one) return [];
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return [outlineStyle !== 'none' && parseFloat(outlineWidth) > 0, boxShadow !== 'none'];
    });
    // A field for secrets draws the ring around itself and its eye.
    const frame = element instanceof HTMLInputElement ? element.parentElement : null;
    if (frame) rings.push(getComputedStyle(frame).outlineStyle !== 'none');
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
    const name = element.getAttribute('aria-label') ?? label ?? element.innerText ?? '';
    return { name: name.replace(/\s+/g, ' ').trim(), seen: rings.some(Boolean) };
  });
  if (at === null) return null;
  expect(at).toEqual({ name: at.name, seen: true });
  return at.name;
}
