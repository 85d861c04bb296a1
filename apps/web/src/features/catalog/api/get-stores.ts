import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

/** All stores of the merchant's Evotor account. */
export function storesQuery() {
  return queryOptions({
    queryKey: ['catalog', 'stores'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/catalog/stores', { signal, params: { query: { pageSize: 200 } } })),
  });
}
