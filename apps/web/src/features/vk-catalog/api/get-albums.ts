import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

/** Albums of the VK shop; VK allows no more than fit on one page. */
export function albumsQuery() {
  return queryOptions({
    queryKey: ['vk-catalog', 'albums'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/vk-catalog/albums', { signal, params: { query: { pageSize: 200 } } })),
  });
}
