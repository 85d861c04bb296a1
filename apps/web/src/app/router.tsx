import { createBrowserRouter } from 'react-router';
import { Splash } from '../components/ui/splash.js';
import { RouteError } from './frame/route-error.js';

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
                { path: 'connections', lazy: () => import('./routes/connections.js') },
                { path: 'catalog', lazy: () => import('./routes/catalog.js') },
                { path: 'catalog/stores/:storeId/groups', lazy: () => import('./routes/store-groups.js') },
                { path: 'catalog/stores/:storeId/products', lazy: () => import('./routes/store-products.js') },
                { path: 'sync', lazy: () => import('./routes/sync.js') },
                { path: 'sync/preview', lazy: () => import('./routes/preview.js') },
                { path: 'sync/runs/:runId', lazy: () => import('./routes/run.js') },
                { path: 'profile', lazy: () => import('./routes/profile.js') },
                { path: 'vk-catalog', lazy: () => import('./routes/vk-catalog.js') },
                { path: 'admin', lazy: () => import('./routes/admin-overview.js') },
                { path: 'admin/users', lazy: () => import('./routes/users.js') },
                { path: 'admin/users/:userId', lazy: () => import('./routes/user.js') },
                { path: 'admin/roles', lazy: () => import('./routes/roles.js') },
                { path: 'admin/logs', lazy: () => import('./routes/logs.js') },
                { path: 'admin/audit', lazy: () => import('./routes/audit.js') },
              ],
            },
          ],
        },
        { path: '*', lazy: () => import('./routes/not-found.js') },
      ],
    },
  ]);
}
