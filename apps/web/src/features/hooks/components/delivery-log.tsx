import { useState } from 'react';
import { Button, Group, Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import entries from '../../../components/ui/entries.module.css';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import type { Hook } from '../../../lib/api-types.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { deliveriesQuery, usePing } from '../api/deliveries.js';
import { DeliveryRow } from './delivery-row.js';

/** What was delivered to a hook, or is on its way; a test can be sent, and anything once more. */
export default function DeliveryLog({ hook, onClose }: { hook: Hook; onClose: () => void }) {
  const { t } = useTranslation('hooks');
  const [page, setPage] = useState(1);
  const deliveries = useQuery(deliveriesQuery(hook.id, page));
  const ping = usePing(hook.id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('logOf', { name: hook.name })}
      size="lg"
      radius="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Group justify="flex-end" mb="sm">
        <Button
          variant="default"
          loading={ping.isPending}
          onClick={() => ping.mutate(undefined, { onSuccess: () => notifyDone(t('pinged')) })}
        >
          {t('ping')}
        </Button>
      </Group>
      {deliveries.isPending && <Loading rows={3} />}
      {deliveries.isError && !deliveries.data && (
        <ErrorState error={deliveries.error} onRetry={() => void deliveries.refetch()} />
      )}
      {deliveries.data?.total === 0 && <Text c="dimmed">{t('logEmpty')}</Text>}
      <ul className={entries.list} aria-label={t('logOf', { name: hook.name })}>
        {deliveries.data?.items.map((delivery) => (
          <DeliveryRow key={delivery.id} hook={hook} delivery={delivery} />
        ))}
      </ul>
      {deliveries.data && deliveries.data.total > deliveries.data.pageSize && (
        <Pager {...deliveries.data} onChange={setPage} />
      )}
    </Modal>
  );
}
