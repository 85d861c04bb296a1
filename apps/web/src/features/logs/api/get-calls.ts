import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';
import { OUTCOMES, STATUS_CLASSES } from '../call-words.js';

const PAGE_SIZE = 50;

/** Parameters of the list that stand in the address. */
export const CALL_FILTERS = ['userId', 'service', 'status', 'outcome', 'from', 'to', 'runId', 'correlationId'] as const;
export type CallFilter = (typeof CALL_FILTERS)[number];

const UUID = /^[\da-f-]{36}$/;

/** A local time as a form gives it (`2026-01-31T12:00`), as a moment; nothing for what is no time. */
export function momentOf(local: string): string | undefined {
  const time = new Date(local);
  return local === '' || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Calls that match, the newest first, going on as long as the server knows where. */
export function callsQuery(search: string, filters: Record<CallFilter, string>) {
  return infiniteQueryOptions({
    queryKey: ['calls', search, filters],
    queryFn: ({ signal, pageParam }) =>
      answerOf(
        api.GET('/api/v1/admin/logs', {
          signal,
          params: {
            query: {
              pageSize: PAGE_SIZE,
              cursor: pageParam ?? undefined,
              search: search || undefined,
              userId: /^[1-9]\d{0,9}$/.test(filters.userId) ? Number(filters.userId) : undefined,
              service: filters.service || undefined,
              status: oneOf(STATUS_CLASSES, filters.status),
              outcome: oneOf(OUTCOMES, filters.outcome),
              from: momentOf(filters.from),
              to: momentOf(filters.to),
              runId: UUID.test(filters.runId) ? filters.runId : undefined,
              correlationId: filters.correlationId || undefined,
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** One call with what was sent and answered. */
export function callQuery(id: number) {
  return queryOptions({
    queryKey: ['call', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/admin/logs/{id}', { signal, params: { path: { id } } })),
    staleTime: Infinity,
  });
}
