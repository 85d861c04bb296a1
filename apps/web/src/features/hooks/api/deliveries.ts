import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Delivery } from '../../../lib/api-types.js';

const PAGE_SIZE = 10;
const LOOK_AGAIN_MS = 1_500;

const logKey = (hookId: number) => ['hook-deliveries', hookId];

/** What was delivered to a hook, a page at a time; looked at again while something is about to leave. */
export function deliveriesQuery(hookId: number, page: number) {
  return queryOptions({
    queryKey: [...logKey(hookId), page],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/hooks/{id}/deliveries', {
          signal,
          params: { path: { id: hookId }, query: { page, pageSize: PAGE_SIZE } },
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.items.some(isAboutToLeave) ? LOOK_AGAIN_MS : false),
  });
}

/** What was sent and answered. */
export function deliveryQuery(hookId: number, { id, attempts, status }: Delivery) {
  return queryOptions({
    queryKey: ['hook-delivery', hookId, id, attempts, status],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/hooks/{id}/deliveries/{deliveryId}', {
          signal,
          params: { path: { id: hookId, deliveryId: id } },
        }),
      ),
  });
}

/** Sends the event `ping` to a hook. */
export function usePing(hookId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/hooks/{id}/ping', { params: { path: { id: hookId } } })),
    onSettled: () => client.invalidateQueries({ queryKey: logKey(hookId) }),
  });
}

/** Sends a delivery once more. */
export function useReplay(hookId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (deliveryId: number) =>
      answerOf(
        api.POST('/api/v1/hooks/{id}/deliveries/{deliveryId}/replay', {
          params: { path: { id: hookId, deliveryId } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: logKey(hookId) }),
  });
}

function isAboutToLeave({ status, nextTryAt }: Delivery): boolean {
  return status === 'pending' && Date.parse(nextTryAt ?? '') < Date.now() + 60_000;
}
