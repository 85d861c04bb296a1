/** Every address of the SPA, in one place. */
export const paths = {
  login: '/login',
  start: '/',
  connections: '/connections',
  catalog: '/catalog',
  storeGroups: (storeId: string) => `/catalog/stores/${encodeURIComponent(storeId)}/groups`,
  storeProducts: (storeId: string, filter: Record<string, string> = {}) => {
    const query = new URLSearchParams(filter).toString();
    return `/catalog/stores/${encodeURIComponent(storeId)}/products${query === '' ? '' : `?${query}`}`;
  },
  sync: '/sync',
  syncSettings: '/sync?view=settings',
  run: (id: string, filter: Record<string, string> = {}) => {
    const query = new URLSearchParams(filter).toString();
    return `/sync/runs/${encodeURIComponent(id)}${query === '' ? '' : `?${query}`}`;
  },
  vkCatalog: '/vk-catalog',
  users: '/admin/users',
};

/** Sign-in address that remembers where the visitor wanted to go. */
export function loginPath(wanted: string): string {
  return wanted === paths.start ? paths.login : `${paths.login}?${new URLSearchParams({ next: wanted })}`;
}

/** Where to go after signing in: only an address of our own, never another site. */
export function nextPath(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) ? wanted : paths.start;
}
