import { useState } from 'react';
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../components/ui/loading.js';
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
    <li className={classes.row}>
      <div className={classes.what}>
        <div className={classes.name}>
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
  const { data } = useQuery(deliveryQuery(hookId, delivery));
  if (!data) return <Loading rows={1} />;
  return (
    <div className={classes.details}>
      <Text size="sm">{t('sent')}</Text>
      <pre className={classes.code} tabIndex={0}>
        {data.requestBody}
      </pre>
      <Text size="sm">{t('answer')}</Text>
      <pre className={classes.code} tabIndex={0}>
        {data.responseStatus === null ? t('noAnswer') : `${data.responseStatus} ${data.responseBody ?? ''}`}
      </pre>
    </div>
  );
}
