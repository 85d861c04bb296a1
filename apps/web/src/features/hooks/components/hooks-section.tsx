import { lazy, Suspense, useState } from 'react';
import { Anchor, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import entries from '../../../components/ui/entries.module.css';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Section } from '../../../components/ui/section.js';
import type { Hook } from '../../../lib/api-types.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { hooksQuery, useRemoveHook } from '../api/hooks.js';
import { HookRow } from './hook-row.js';

const HookDialog = lazy(() => import('./hook-dialog.js'));
const DeliveryLog = lazy(() => import('./delivery-log.js'));
const Confirm = lazy(() => import('../../../components/ui/confirm.js'));

type Opened = { what: 'new' } | { what: 'edit' | 'log' | 'remove'; hook: Hook } | null;

/** Addresses of programs that are told of events. */
export function HooksSection() {
  const { t } = useTranslation('hooks');
  const [opened, setOpened] = useState<Opened>(null);
  const hooks = useQuery(hooksQuery());
  const close = () => setOpened(null);
  return (
    <Section
      title={t('title')}
      text={
        <>
          {t('text')}{' '}
          <Anchor href="/docs#/hooks" inherit underline="always">
            {t('docs')}
          </Anchor>
        </>
      }
      action={
        <Button variant="default" onClick={() => setOpened({ what: 'new' })}>
          {t('create')}
        </Button>
      }
    >
      {hooks.isPending && <Loading rows={1} />}
      {hooks.isError && !hooks.data && <ErrorState error={hooks.error} onRetry={() => void hooks.refetch()} />}
      {hooks.data?.total === 0 && <Text c="dimmed">{t('none')}</Text>}
      <ul className={entries.list} aria-label={t('title')}>
        {hooks.data?.items.map((hook) => (
          <HookRow key={hook.id} hook={hook} onOpen={(what) => setOpened({ what, hook })} />
        ))}
      </ul>
      <Suspense>
        {opened?.what === 'new' && <HookDialog hook={null} onClose={close} />}
        {opened?.what === 'edit' && <HookDialog hook={opened.hook} onClose={close} />}
        {opened?.what === 'log' && <DeliveryLog hook={opened.hook} onClose={close} />}
        {opened?.what === 'remove' && <RemoveHook hook={opened.hook} onClose={close} />}
      </Suspense>
    </Section>
  );
}

function RemoveHook({ hook, onClose }: { hook: Hook; onClose: () => void }) {
  const { t } = useTranslation('hooks');
  const remove = useRemoveHook();
  return (
    <Confirm
      title={t('removeTitle', { name: hook.name })}
      action={t('remove')}
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(hook, { onSuccess: () => notifyDone(t('removed')), onSettled: onClose })}
    >
      {t('removeText')}
    </Confirm>
  );
}
