/** Every address of the SPA, in one place. */
export const paths = {
  login: '/login',
  register: '/register',
  forgotPassword: '/forgot-password',
  profile: '/profile',
  start: '/',
  connections: '/connections',
  catalog: '/catalog',
  storeGroups: (storeId: string, filter: Record<string, string> = {}) => {
    const query = new URLSearchParams(filter).toString();
    return `/catalog/stores/${encodeURIComponent(storeId)}/groups${query === '' ? '' : `?${query}`}`;
  },
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
  preview: '/sync/preview',
  vkCatalog: '/vk-catalog',
  admin: '/admin',
  users: '/admin/users',
  usersWith: (filter: Record<string, string>) => `/admin/users?${new URLSearchParams(filter)}`,
  user: (id: number) => `/admin/users/${id}`,
  userRun: (id: number, runId: string) => `/admin/users/${id}?${new URLSearchParams({ run: runId })}`,
  roles: '/admin/roles',
  logs: '/admin/logs',
  logsOf: (filter: Record<string, string>) => `/admin/logs?${new URLSearchParams(filter)}`,
  audit: '/admin/audit',
};

/** Sign-in address that remembers where the visitor wanted to go. */
export function loginPath(wanted: string): string {
  return wanted === paths.start ? paths.login : `${paths.login}?${new URLSearchParams({ next: wanted })}`;
}

/** Where to go after signing in: only an address of our own, never another site. */
export function nextPath(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) ? wanted : paths.start;
}
