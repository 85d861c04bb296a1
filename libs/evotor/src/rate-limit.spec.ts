import { describe, expect, it } from '@jest/globals';
import { askedWaitMs, SpentWindows } from './rate-limit.js';

const NOW = Date.parse('2025-04-02T09:15:00.000Z');

describe('the wait a 429 asks for', () => {
  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '0' }, 1_000],
    [{ 'retry-after': '86400' }, 300_000],
    [{ 'retry-after': 'Wed, 02 Apr 2025 09:15:20 GMT' }, 20_000],
    [{ 'retry-after': 'Wed, 02 Apr 2025 09:00:00 GMT' }, 1_000],
    [{ 'retry-after': '9', 'x-ratelimit-reset': '40' }, 9_000],
    [{ 'retry-after': 'soon', 'x-ratelimit-reset': '40' }, 40_000],
    [{ 'retry-after': '-5', 'x-ratelimit-reset': '40' }, 40_000],
    [{ 'x-ratelimit-reset': '40' }, 40_000],
    [{ 'x-ratelimit-reset': '0' }, 1_000],
    [{ 'x-ratelimit-reset': '999999' }, 300_000],
    [{ 'x-ratelimit-reset': String(NOW / 1000 + 30) }, 30_000],
    [{ 'x-ratelimit-reset': String(NOW + 30_000) }, 30_000],
    [{ 'x-ratelimit-reset': String(NOW / 1000 - 30) }, 1_000],
    [{ 'x-ratelimit-reset': '' }, null],
    [{ 'x-ratelimit-reset': 'later' }, null],
    [{}, null],
  ])('with %p is %p ms', (headers, expected) => {
    expect(askedWaitMs(new Headers(headers as Record<string, string>), NOW)).toBe(expected);
  });
});

describe('a spent window', () => {
  it('holds back its own path until it opens', () => {
    const windows = new SpentWindows();
    windows.note('/stores', new Headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }), NOW);
    expect(windows.takeWaitMs('/other', NOW)).toBe(0);
    expect(windows.takeWaitMs('/stores', NOW + 10_000)).toBe(20_000);
    expect(windows.takeWaitMs('/stores', NOW + 10_000)).toBe(0);
  });

  it('is over when time has passed or a later answer says so', () => {
    const windows = new SpentWindows();
    const spent = new Headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' });
    windows.note('/stores', spent, NOW);
    expect(windows.takeWaitMs('/stores', NOW + 31_000)).toBe(0);
    windows.note('/stores', spent, NOW);
    windows.note('/stores', new Headers({ 'x-ratelimit-remaining': '5' }), NOW);
    expect(windows.takeWaitMs('/stores', NOW)).toBe(0);
  });

  it('rests for a second when nobody says how long', () => {
    const windows = new SpentWindows();
    windows.note('/stores', new Headers({ 'x-ratelimit-remaining': '0' }), NOW);
    expect(windows.takeWaitMs('/stores', NOW)).toBe(1_000);
  });
});
