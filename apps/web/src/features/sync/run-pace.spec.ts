import { describe, expect, it } from '@jest/globals';
import type { Run } from '../../lib/api-types.js';
import { estimateOf, nextPace, type RunPace } from './run-pace.js';

const at = (done: number, changes: object = {}) =>
  ({ id: 'r', stage: 'mirror', progress: { done, total: 300 }, ...changes }) as Run;
const after = (...looks: [number, Run][]) =>
  looks.reduce<RunPace | null>((pace, [now, run]) => nextPace(pace, run, now), null);

describe('the pace of a run', () => {
  it('is not told after the first look, nor while nothing moves', () => {
    expect(estimateOf(after([0, at(10)]), at(10))).toBeNull();
    expect(estimateOf(after([0, at(10)], [5000, at(10)]), at(10))).toBeNull();
    expect(estimateOf(after([0, at(10)], [400, at(20)]), at(20))).toBeNull();
    expect(estimateOf(null, at(20))).toBeNull();
  });

  it('says how fast it goes and how long it will take', () => {
    const pace = after([0, at(0)], [2000, at(20)], [4000, at(60)]);
    expect(estimateOf(pace, at(60))).toEqual({ perSecond: 15, leftMs: 16_000 });
  });

  it('forgets what is long ago', () => {
    const pace = after([0, at(0)], [30_000, at(100)], [32_000, at(110)]);
    expect(estimateOf(pace, at(110))?.perSecond).toBe(5);
  });

  it.each([
    ['another stage', at(5, { stage: 'catalog' })],
    ['another run', at(5, { id: 'other' })],
    ['a step that is done again', at(5)],
  ])('begins anew with %s', (_what, run) => {
    const pace = after([0, at(0)], [2000, at(20)], [4000, run]);
    expect(pace?.samples).toHaveLength(1);
    expect(estimateOf(pace, run)).toBeNull();
  });
});
