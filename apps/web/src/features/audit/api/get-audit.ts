import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';
import { AUDIT_ACTIONS } from '../actions.js';

interface Asked {
  page: number;
  search: string;
  action: string;
}

/** A page of what was done in the admin section, the newest first. */
export function auditQuery({ page, search, action }: Asked) {
  return queryOptions({
    queryKey: ['audit', page, search, action],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/admin/audit', {
          signal,
          params: {
            query: { page, pageSize: 50, search: search || undefined, action: oneOf(AUDIT_ACTIONS, action) },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
