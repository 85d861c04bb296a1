import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Group, Page } from '../../../lib/api-types.js';

const PAGE_SIZE = 200;

async function allGroups(storeId: string, signal: AbortSignal): Promise<Group[]> {
  const groups: Group[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await api.get<Page<Group>>(`catalog/stores/${storeId}/groups`, {
      signal,
      query: { page, pageSize: PAGE_SIZE },
    });
    groups.push(...answer.items);
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
