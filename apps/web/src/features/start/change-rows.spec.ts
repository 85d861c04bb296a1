import { describe, expect, it } from '@jest/globals';
import type { Overview } from '../../lib/api-types.js';
import { rowsOfChange } from './change-rows.js';

type Counts = Partial<Record<'created' | 'updated' | 'hidden', number>>;

function overview(day: Counts & { repriced?: number }, runs: Record<string, Counts>) {
  return {
    changes24h: { created: 0, updated: 0, hidden: 0, repriced: 0, ...day },
    changedRuns: Object.entries(runs).map(([id, counts]) => ({
      id,
      counts: { created: 0, updated: 0, hidden: 0, ...counts },
    })),
  } as unknown as Overview;
}

describe('A total of the day', () => {
  it('opens the rows of the one run that it counts', () => {
    const day = overview({ created: 3, updated: 5 }, { r2: { updated: 5 }, r1: { created: 3 } });
    expect(rowsOfChange('created', day)).toBe('/sync/runs/r1?action=create&outcome=done');
    expect(rowsOfChange('updated', day)).toBe('/sync/runs/r2?action=update&outcome=done');
  });

  it('opens nothing where no single list holds exactly what it counts', () => {
    const day = overview({ updated: 7, repriced: 5 }, { r2: { updated: 5 }, r1: { updated: 2 } });
    expect(rowsOfChange('updated', day)).toBeUndefined();
    expect(rowsOfChange('repriced', day)).toBeUndefined();
    expect(rowsOfChange('hidden', day)).toBeUndefined();
  });
});
