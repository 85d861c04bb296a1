import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

const OFFERED = 20;

/** People whose name, e-mail or phone contains the text, to choose one of them. */
export function peopleQuery(search: string) {
  return queryOptions({
    queryKey: ['people', search],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/admin/users', {
          signal,
          params: { query: { pageSize: OFFERED, sort: 'name', search: search || undefined } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
