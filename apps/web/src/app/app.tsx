import { useState } from 'react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { NO_SESSION, sessionQuery } from '../features/auth/api/get-session.js';
import { notifyProblem } from '../lib/problem-text.js';
import { createQueryClient } from '../lib/query-client.js';
import { Notices } from './notices.js';
import { createRouter } from './router.js';
import { cssVariables, theme } from './theme.js';

function startQueryClient() {
  const client = createQueryClient({
    onSignedOut: () => client.setQueryData(sessionQuery().queryKey, NO_SESSION),
    onRefused: notifyProblem,
  });
  // Asked for while the page's own code is still on its way.
  void client.prefetchQuery(sessionQuery());
  return client;
}

/** The whole SPA with everything that its pages share. */
export function App() {
  useTranslation();
  const [client] = useState(startQueryClient);
  const [router] = useState(createRouter);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Notices />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
