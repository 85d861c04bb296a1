import { describe, expect, it } from '@jest/globals';
import { countIn, filtersOf, PRODUCT_VIEWS, viewOf } from './product-view.js';

const COUNTS = {
  productCount: 20,
  chosenCount: 12,
  inShopCount: 7,
  pendingCount: 3,
  syncedCount: 5,
  skippedCount: 2,
  failedCount: 1,
};

describe('the views of the product list', () => {
  it.each(PRODUCT_VIEWS)('"%s" is found again in the address that shows it', (view) => {
    expect(viewOf(filtersOf(view))).toBe(view);
  });

  it('shows everything where the address says something unknown', () => {
    expect(viewOf({ only: '', syncState: 'lost' })).toBe('');
    expect(viewOf({ only: 'mine', syncState: '' })).toBe('');
  });

  it('drops a reason that belonged to the view before', () => {
    expect(filtersOf('failed')).toEqual({ only: '', syncState: 'failed', syncReason: '' });
  });

  it('counts what each view shows', () => {
    expect(PRODUCT_VIEWS.map((view) => countIn(view, COUNTS))).toEqual([20, 12, 7, 3, 5, 2, 1, 8]);
  });
});
