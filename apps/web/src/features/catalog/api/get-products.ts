import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';
import type { Page, Product, ProductFilter } from '../../../lib/api-types.js';
import { plainName } from '../../../lib/plain-name.js';
import { PHOTO_SOURCES, PRODUCT_SORTS, type ProductFilters } from '../product-view.js';
import { SYNC_STATES } from '../sync-states.js';

export interface ProductQuery extends ProductFilters {
  page: number;
  search: string;
  sort: string;
}

const PAGE_SIZE = 50;

/** What the address asks for, as the API understands it; what it does not know is left out. */
export function productFilter({
  search,
  groupId,
  syncState,
  syncReason,
  only,
  photo,
}: Omit<ProductQuery, 'page' | 'sort'>) {
  const known: ProductFilter = {};
  const state = oneOf(SYNC_STATES, syncState);
  const narrower = oneOf(['chosen', 'inShop'] as const, only);
  if (search !== '') known.search = search;
  if (groupId !== '') known.groupId = groupId;
  if (state) known.syncState = state;
  if (syncReason !== '') known.syncReason = syncReason;
  if (narrower) known.only = narrower;
  const source = oneOf(PHOTO_SOURCES, photo);
  if (source) known.photo = source;
  return known;
}

function withPlainNames(page: Page<Product>): Page<Product> {
  const items = page.items.map((product) => ({
    ...product,
    name: plainName(product.name),
    groupName: product.groupName === null ? null : plainName(product.groupName),
  }));
  return { ...page, items };
}

/** A page of a store's products. */
export function productsQuery(storeId: string, query: ProductQuery) {
  return queryOptions({
    queryKey: ['catalog', 'products', storeId, query],
    queryFn: async ({ signal }) =>
      withPlainNames(
        await answerOf(
          api.GET('/api/v1/catalog/stores/{storeId}/products', {
            signal,
            params: {
              path: { storeId },
              query: {
                page: query.page,
                pageSize: PAGE_SIZE,
                sort: oneOf(PRODUCT_SORTS, query.sort),
                ...productFilter(query),
              },
            },
          }),
        ),
      ),
    placeholderData: keepPreviousData,
  });
}
