import { createBrowserRouter } from 'react-router';
import { Splash } from '../components/ui/splash.js';
import { RouteError } from './frame/route-error.js';

/** A room beside the start page, with the words that these rooms share. */
function room<Page>(load: () => Promise<Page>): () => Promise<Page> {
  return async () => {
    const [page] = await Promise.all([load(), import('./frame/more-rooms.js')]);
    return page;
  };
}

/** Every page and its address; each page's code is loaded when it is first visited. */
export function createRouter() {
  return createBrowserRouter([
    {
      HydrateFallback: Splash,
      ErrorBoundary: RouteError,
      children: [
        { path: '/login', lazy: () => import('./routes/login.js') },
        { path: '/register', lazy: () => import('./routes/register.js') },
        { path: '/confirm-email', lazy: () => import('./routes/confirm-email.js') },
        { path: '/forgot-password', lazy: () => import('./routes/forgot-password.js') },
        { path: '/reset-password', lazy: () => import('./routes/reset-password.js') },
        { path: '/invite', lazy: () => import('./routes/invite.js') },
        {
          path: '/',
          lazy: () => import('./frame/frame.js'),
          children: [
            {
              ErrorBoundary: RouteError,
              children: [
                { index: true, lazy: () => import('./routes/start.js') },
                { path: 'connections', lazy: room(() => import('./routes/connections.js')) },
                { path: 'catalog', lazy: room(() => import('./routes/catalog.js')) },
                { path: 'catalog/stores/:storeId/groups', lazy: room(() => import('./routes/store-groups.js')) },
                { path: 'catalog/stores/:storeId/products', lazy: room(() => import('./routes/store-products.js')) },
                { path: 'sync', lazy: room(() => import('./routes/sync.js')) },
                { path: 'sync/preview', lazy: room(() => import('./routes/preview.js')) },
                { path: 'sync/runs/:runId', lazy: room(() => import('./routes/run.js')) },
                { path: 'profile', lazy: room(() => import('./routes/profile.js')) },
                { path: 'vk-catalog', lazy: room(() => import('./routes/vk-catalog.js')) },
                { path: 'admin', lazy: room(() => import('./routes/admin-overview.js')) },
                { path: 'admin/users', lazy: room(() => import('./routes/users.js')) },
                { path: 'admin/users/:userId', lazy: room(() => import('./routes/user.js')) },
                { path: 'admin/roles', lazy: room(() => import('./routes/roles.js')) },
                { path: 'admin/logs', lazy: room(() => import('./routes/logs.js')) },
                { path: 'admin/audit', lazy: room(() => import('./routes/audit.js')) },
              ],
            },
          ],
        },
        { path: '*', lazy: () => import('./routes/not-found.js') },
      ],
    },
  ]);
}
