import { useState } from 'react';
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import entries from '../../../components/ui/entries.module.css';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Raw } from '../../../components/ui/raw.js';
import { StatusBadge, type Tone } from '../../../components/ui/status-badge.js';
import type { Delivery, Hook } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { deliveryQuery, useReplay } from '../api/deliveries.js';
import { deliveryFacts } from '../delivery-facts.js';
import classes from './hooks.module.css';

const TONES: Record<Delivery['status'], Tone> = { pending: 'wait', delivered: 'ok', failed: 'bad', dropped: 'quiet' };

/** One delivery: what became of it, and on demand what was sent and answered. */
export function DeliveryRow({ hook, delivery }: { hook: Hook; delivery: Delivery }) {
  const { t } = useTranslation('hooks');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const replay = useReplay(hook.id);
  const what = t(`event.${delivery.event}`);
  const when = format.dateTime(delivery.createdAt);
  return (
    <li className={entries.row}>
      <div className={entries.what}>
        <div className={entries.name}>
          <Text fw={500}>{what}</Text>
          <StatusBadge tone={TONES[delivery.status]}>{t(`status.${delivery.status}`)}</StatusBadge>
        </div>
        <Text size="sm" c="dimmed">
          {[when, ...deliveryFacts(delivery, t, format)].join(' · ')}
        </Text>
      </div>
      <div className={classes.actions}>
        <Button
          variant="subtle"
          size="sm"
          aria-expanded={open}
          aria-label={t('detailsOf', { what, when })}
          onClick={() => setOpen(!open)}
        >
          {t('details')}
        </Button>
        {delivery.status !== 'pending' && (
          <Button
            variant="subtle"
            size="sm"
            loading={replay.isPending}
            aria-label={t('replayOf', { what, when })}
            onClick={() => replay.mutate(delivery.id, { onSuccess: () => notifyDone(t('replaying')) })}
          >
            {t('replay')}
          </Button>
        )}
      </div>
      {open && <Details hookId={hook.id} delivery={delivery} />}
    </li>
  );
}

function Details({ hookId, delivery }: { hookId: number; delivery: Delivery }) {
  const { t } = useTranslation('hooks');
  const { data, error, isPending, refetch } = useQuery(deliveryQuery(hookId, delivery));
  if (isPending) return <Loading rows={1} />;
  if (!data) return <ErrorState error={error} onRetry={() => void refetch()} compact />;
  return (
    <div className={classes.details}>
      <Text size="sm">{t('sent')}</Text>
      <Raw>{data.requestBody}</Raw>
      <Text size="sm">{t('answer')}</Text>
      <Raw>{data.responseStatus === null ? t('noAnswer') : `${data.responseStatus} ${data.responseBody ?? ''}`}</Raw>
    </div>
  );
}
