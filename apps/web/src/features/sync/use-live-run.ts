import { useEffect, useRef, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RUN_EVENTS_URL } from '../../lib/api.js';
import type { Run } from '../../lib/api-types.js';
import { latestRunQuery } from './api/get-latest-run.js';
import { isActive, rememberRun } from './run-cache.js';

const BUSY_POLL_MS = 2_000;
const IDLE_POLL_MS = 30_000;
/** Without events, a run that was started elsewhere is noticed by asking. */
const DEAF_POLL_MS = 5_000;
/** A stream may be open and yet bring nothing, behind a proxy that holds it back: then we ask as well. */
const QUIET_MS = 6_000;

/**
 * Keeps the newest run up to date: by server-sent events, and by asking where they do not come through.
 * When a run ends, everything that it may have changed is read anew. To be used once, by the frame.
 */
export function useLiveRun(): Run | null {
  const client = useQueryClient();
  const { language } = useTranslation().i18n;
  const [live, setLive] = useState(false);
  const latest = useQuery({
    ...latestRunQuery(),
    refetchInterval: ({ state }) => {
      if (isActive(state.data)) return live ? false : BUSY_POLL_MS;
      return live ? IDLE_POLL_MS : DEAF_POLL_MS;
    },
  });
  const run = latest.data ?? null;
  const active = isActive(run);
  const heardAt = useRef(0);

  useEffect(() => {
    const source = new EventSource(`${RUN_EVENTS_URL}?language=${language}`);
    source.addEventListener('open', () => setLive(true));
    source.addEventListener('error', () => {
      setLive(false);
      // Refused, not just interrupted: whoever listened may be signed out by now.
      if (source.readyState === EventSource.CLOSED) void client.invalidateQueries({ queryKey: ['session'] });
    });
    source.addEventListener('run', (event: MessageEvent<string>) => {
      heardAt.current = Date.now();
      setLive(true);
      rememberRun(client, JSON.parse(event.data) as Run);
    });
    return () => source.close();
  }, [client, language]);

  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => Date.now() - heardAt.current > QUIET_MS && setLive(false), QUIET_MS / 2);
    return () => clearInterval(timer);
  }, [active]);

  // A run may be over before we heard that it had begun: what counts is that another one has ended.
  const ended = run && !active ? run.id : null;
  const known = useRef<{ ended: string | null; active: boolean } | null>(null);
  useEffect(() => {
    if (!latest.isSuccess) return;
    const before = known.current;
    known.current = { ended: ended ?? before?.ended ?? null, active };
    if (before && ended !== null && (before.active || before.ended !== ended)) {
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    }
  }, [ended, active, latest.isSuccess, client]);

  return run;
}
