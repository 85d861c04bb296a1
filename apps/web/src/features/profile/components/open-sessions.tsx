import { useState } from 'react';
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import entries from '../../../components/ui/entries.module.css';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import { useFormat } from '../../../lib/format.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { sessionsQuery, useEndOtherSessions, useEndSession } from '../api/sessions.js';
import { Section } from '../../../components/ui/section.js';

/** Where one is signed in, with the ways out. */
export function OpenSessions() {
  const { t } = useTranslation('profile');
  const format = useFormat();
  const [page, setPage] = useState(1);
  const sessions = useQuery(sessionsQuery(page));
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const others = sessions.data !== undefined && sessions.data.total > 1;
  return (
    <Section
      title={t('sessions.title')}
      text={t('sessions.text')}
      action={
        others && (
          <Button
            variant="default"
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate(undefined, { onSuccess: () => notifyDone(t('sessions.othersEnded')) })}
          >
            {t('sessions.endOthers')}
          </Button>
        )
      }
    >
      {sessions.isPending && <Loading rows={2} />}
      {sessions.isError && !sessions.data && (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      <ul className={entries.list} aria-label={t('sessions.title')}>
        {sessions.data?.items.map((session) => {
          const device = session.userAgent ?? t('sessions.unknown');
          return (
            <li key={session.id} className={entries.row}>
              <div className={entries.what}>
                <div className={entries.name}>
                  <Text fw={500}>{device}</Text>
                  {session.current && <StatusBadge tone="ok">{t('sessions.current')}</StatusBadge>}
                </div>
                <Text size="sm" c="dimmed">
                  {t('sessions.seen', { ip: session.ip, when: format.ago(session.lastSeenAt) })}
                </Text>
              </div>
              {!session.current && (
                <Button
                  variant="subtle"
                  size="sm"
                  aria-label={t('sessions.endOf', { device })}
                  loading={end.isPending && end.variables === session.id}
                  onClick={() => end.mutate(session.id, { onSuccess: () => notifyDone(t('sessions.ended')) })}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {sessions.data && sessions.data.total > sessions.data.pageSize && <Pager {...sessions.data} onChange={setPage} />}
    </Section>
  );
}
