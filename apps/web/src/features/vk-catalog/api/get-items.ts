import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';

export interface ItemFilter {
  page: number;
  search: string;
  /** Empty for the items of all albums and of none. */
  albumId: string;
  /** `true` for those that EvoSync keeps, `false` for the others, else all. */
  mine: string;
}

const PAGE_SIZE = 48;

/** A page of the VK shop's items, all or of one album. */
export function itemsQuery({ albumId, page, search, mine }: ItemFilter) {
  const query = {
    page,
    pageSize: PAGE_SIZE,
    search: search || undefined,
    mine: oneOf(['true', 'false'] as const, mine),
  };
  return queryOptions({
    queryKey: ['vk-catalog', 'items', albumId, page, search, mine],
    queryFn: ({ signal }) =>
      answerOf(
        albumId === ''
          ? api.GET('/api/v1/vk-catalog/products', { signal, params: { query } })
          : api.GET('/api/v1/vk-catalog/albums/{albumId}/products', {
              signal,
              params: { path: { albumId: Number(albumId) }, query },
            }),
      ),
    placeholderData: keepPreviousData,
  });
}
