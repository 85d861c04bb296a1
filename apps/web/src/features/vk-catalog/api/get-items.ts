import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, VkItem } from '../../../lib/api-types.js';

export interface ItemFilter {
  page: number;
  search: string;
  /** Empty for the items of all albums and of none. */
  albumId: string;
}

const PAGE_SIZE = 48;

/** A page of the VK shop's items, all or of one album. */
export function itemsQuery({ albumId, ...filter }: ItemFilter) {
  const path = albumId === '' ? 'vk-catalog/products' : `vk-catalog/albums/${encodeURIComponent(albumId)}/products`;
  return queryOptions({
    queryKey: ['vk-catalog', 'items', albumId, filter],
    queryFn: ({ signal }) => api.get<Page<VkItem>>(path, { signal, query: { ...filter, pageSize: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  });
}
