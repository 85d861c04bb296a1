import { describe, expect, it } from '@jest/globals';
import { lateSince, stateOf } from './lateness.js';

const HOUR = 3_600_000;
const NOW = new Date('2026-03-01T12:00:00Z');
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds);
const check = (good: Date | null, last: { status: 'failed' | 'succeeded'; createdAt: Date } | null) =>
  lateSince({ lastGood: good && { finishedAt: good }, lastRun: last, intervalMs: HOUR, now: NOW });

describe('lateSince', () => {
  it.each([
    ['a run of this hour', ago(HOUR / 2)],
    ['a run that is a little overdue', ago(HOUR * 1.4)],
  ])('is null after %s', (_what, good) => expect(check(good, null)).toBeNull());

  it('says since when the shop waits, once half an interval has passed in vain', () => {
    expect(check(ago(HOUR * 1.6), null)).toEqual(ago(HOUR * 0.6));
  });

  it('takes the first run that failed as the beginning', () => {
    expect(check(null, { status: 'failed', createdAt: ago(60_000) })).toEqual(ago(60_000));
  });

  it('is null before the first run', () => expect(check(null, null)).toBeNull());

  it('gives short intervals five minutes', () => {
    const since = (passed: number) =>
      lateSince({ lastGood: { finishedAt: ago(passed) }, lastRun: null, intervalMs: 60_000, now: NOW });
    expect(since(5 * 60_000)).toBeNull();
    expect(since(7 * 60_000)).not.toBeNull();
  });
});

describe('stateOf', () => {
  const well = { problems: [], connected: true, chosen: 5, mirrorEnabled: true, everRan: true, lateSince: null };
  const needsYou = (about: 'vk' | 'failed-goods') => [{ severity: 'needs-you' as const, about }];

  it.each([
    ['ok', {}],
    ['late', { lateSince: NOW }],
    ['ok', { problems: [{ severity: 'heals-itself' as const, about: 'run' as const }] }],
    ['ok', { problems: [{ severity: 'note' as const, about: 'skipped-goods' as const }] }],
    ['needs-you', { problems: needsYou('failed-goods'), lateSince: NOW }],
    ['needs-you', { problems: needsYou('vk'), mirrorEnabled: false }],
    ['needs-you', { problems: needsYou('vk'), chosen: 0 }],
    ['setting-up', { connected: false }],
    ['setting-up', { chosen: 0 }],
    ['setting-up', { everRan: false }],
    ['off', { mirrorEnabled: false, problems: needsYou('failed-goods') }],
  ] as const)('is %s for %j', (state, signs) => expect(stateOf({ ...well, ...signs })).toBe(state));
});
