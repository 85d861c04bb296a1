import { describe, expect, it } from '@jest/globals';
import type { Run } from '../../lib/api-types.js';
import { chartBars } from './chart-bars.js';

const NOTHING = { created: 0, updated: 0, adopted: 0, hidden: 0, deleted: 0, failed: 0, unchanged: 9, skipped: 3 };
const aRun = (id: string, counts: object) => ({ id, counts: { ...NOTHING, ...counts } }) as Run;

describe('chartBars', () => {
  it('puts the oldest first and the highest at 1', () => {
    const bars = chartBars([aRun('new', { updated: 1 }), aRun('old', { created: 99, hidden: 1 })]);
    expect(bars.map(({ run, changed, changedHeight }) => [run.id, changed, changedHeight])).toEqual([
      ['old', 100, 1],
      ['new', 1, 0.1],
    ]);
  });

  it('shows what failed on top, however little it is', () => {
    const [bar] = chartBars([aRun('r', { created: 999, failed: 1 })]);
    expect(bar?.failedHeight).toBeCloseTo(0.04);
    expect((bar?.failedHeight ?? 0) + (bar?.changedHeight ?? 0)).toBeCloseTo(1);
  });

  it('has nothing to show for a run that changed nothing', () => {
    expect(chartBars([aRun('r', {})])[0]).toMatchObject({ changedHeight: 0, failedHeight: 0 });
  });

  it('is empty without runs', () => expect(chartBars([])).toEqual([]));
});
