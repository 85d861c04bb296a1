import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, VkAlbum } from '../../../lib/api-types.js';

/** Albums of the VK shop; VK allows no more than fit on one page. */
export function albumsQuery() {
  return queryOptions({
    queryKey: ['vk-catalog', 'albums'],
    queryFn: ({ signal }) => api.get<Page<VkAlbum>>('vk-catalog/albums', { signal, query: { pageSize: 200 } }),
  });
}
