import { describe, expect, it } from '@jest/globals';
import { runFileUrl } from './run-file.js';

describe('runFileUrl', () => {
  it('asks for exactly what the list shows', () => {
    const filter = { search: 'чай & кофе', outcome: 'failed', action: '', reason: 'vk_rejected' };
    const url = new URL(runFileUrl('r/1', filter, 'en'), 'http://x');
    expect(url.pathname).toBe('/api/v1/sync/runs/r%2F1/items.csv');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      search: 'чай & кофе',
      outcome: 'failed',
      reason: 'vk_rejected',
      language: 'en',
    });
  });
});
