import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Group } from '../../../lib/api-types.js';
import { plainName } from '../../../lib/plain-name.js';

const PAGE_SIZE = 200;

async function allGroups(storeId: string, signal: AbortSignal): Promise<Group[]> {
  const groups: Group[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await answerOf(
      api.GET('/api/v1/catalog/stores/{storeId}/groups', {
        signal,
        params: { path: { storeId }, query: { page, pageSize: PAGE_SIZE } },
      }),
    );
    groups.push(...answer.items.map((group) => ({ ...group, name: plainName(group.name) })));
    if (answer.items.length === 0 || groups.length >= answer.total) return groups;
  }
}

/** All groups of a store, however many pages they take: the tree needs every one of them. */
export function groupsQuery(storeId: string) {
  return queryOptions({
    queryKey: ['catalog', 'groups', storeId],
    queryFn: ({ signal }) => allGroups(storeId, signal),
  });
}
