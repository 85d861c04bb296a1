import { createBrowserRouter } from 'react-router';
import { Frame } from './frame/frame.js';
import { RouteError } from './frame/route-error.js';
import { Splash } from './frame/splash.js';

/** Every page and its address; each page's code is loaded when it is first visited. */
export function createRouter() {
  return createBrowserRouter([
    {
      HydrateFallback: Splash,
      ErrorBoundary: RouteError,
      children: [
        { path: '/login', lazy: () => import('./routes/login.js') },
        {
          path: '/',
          Component: Frame,
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
                { path: 'sync/runs/:runId', lazy: () => import('./routes/run.js') },
                { path: 'vk-catalog', lazy: () => import('./routes/vk-catalog.js') },
                { path: 'admin/users', lazy: () => import('./routes/users.js') },
              ],
            },
          ],
        },
        { path: '*', lazy: () => import('./routes/not-found.js') },
      ],
    },
  ]);
}
