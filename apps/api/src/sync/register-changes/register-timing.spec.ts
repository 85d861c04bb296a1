import { describe, expect, it } from '@jest/globals';
import { dueAt, usualSeconds, type Waiting } from './register-timing.js';

const at = (seconds: number) => new Date(1_750_000_000_000 + seconds * 1000);
const aChange = (from: number, to = from, stockOnly = false): Waiting => ({
  toldAt: at(from),
  lastToldAt: at(to),
  stockOnly,
});

describe('when changes that Evotor told of are read', () => {
  it('is two seconds after the last word of a burst', () => {
    expect(dueAt([aChange(0)], null, true)).toEqual(at(2));
    expect(dueAt([aChange(0, 3), aChange(1, 4)], null, true)).toEqual(at(6));
  });

  it('is eight seconds after the first word, however long the burst lasts', () =>
    expect(dueAt([aChange(0, 30)], null, true)).toEqual(at(8)));

  it('is not before the last run has been over for as long as it took, at most a minute', () => {
    expect(dueAt([aChange(0)], { startedAt: at(-20), finishedAt: at(-5) }, true)).toEqual(at(10));
    expect(dueAt([aChange(0)], { startedAt: at(-3), finishedAt: at(-2) }, true)).toEqual(at(2));
    expect(dueAt([aChange(0)], { startedAt: at(-600), finishedAt: at(0) }, true)).toEqual(at(60));
  });

  it('is not in a hurry for stock that the shop does not show', () => {
    const run = { startedAt: at(-3), finishedAt: at(-2) };
    expect(dueAt([aChange(0, 0, true)], run, false)).toEqual(at(58));
    expect(dueAt([aChange(0, 0, true)], run, true)).toEqual(at(2));
    expect(dueAt([aChange(0, 0, true), aChange(1)], run, false)).toEqual(at(3));
    expect(dueAt([aChange(0, 0, true)], null, false)).toEqual(at(2));
  });
});

describe('the usual delay', () => {
  it.each<[delays: number[], seconds: number | null]>([
    [[], null],
    [[120], 1],
    [[3400, 2600, 60_000], 3],
    [[4000, 6000], 4],
  ])('of %j is %s s', (delays, seconds) => expect(usualSeconds(delays)).toBe(seconds));
});
