import { useEffect, useRef, useState } from 'react';
import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { NO_SESSION, sessionQuery } from '../features/auth/api/get-session.js';
import { overviewQuery } from '../features/start/api/get-overview.js';
import { latestRunQuery } from '../features/sync/api/get-latest-run.js';
import { SupportChat } from '../features/support/support-chat.js';
import { paths } from '../lib/paths.js';
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
  void askEarly(client);
  return client;
}

/** Asks for what is shown first while the page's own code is still on its way. */
async function askEarly(client: QueryClient): Promise<void> {
  const { pathname } = window.location;
  await client.prefetchQuery(sessionQuery());
  if (pathname !== paths.start || !client.getQueryData(sessionQuery().queryKey)?.user) return;
  await Promise.all([client.prefetchQuery(overviewQuery()), client.prefetchQuery(latestRunQuery())]);
}

/** The whole SPA with everything that its pages share. */
export function App() {
  const { language } = useTranslation().i18n;
  const [client] = useState(startQueryClient);
  const [router] = useState(createRouter);
  const asked = useRef(language);
  useEffect(() => {
    if (asked.current === language) return;
    asked.current = language;
    // Answers hold words in the language that they were asked for in.
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  }, [client, language]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Notices />
        <RouterProvider router={router} />
        <SupportChat />
      </QueryClientProvider>
    </MantineProvider>
  );
}
