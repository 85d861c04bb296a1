import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import entries from '../../../components/ui/entries.module.css';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import { Toggle } from '../../../components/ui/toggle.js';
import type { Hook } from '../../../lib/api-types.js';
import { useChangeHook } from '../api/hooks.js';
import { healthOf } from '../hook-health.js';
import classes from './hooks.module.css';

interface HookRowProps {
  hook: Hook;
  onOpen: (what: 'edit' | 'log' | 'remove') => void;
}

/** One program: whether it is told, of what, and how it fares. */
export function HookRow({ hook, onOpen }: HookRowProps) {
  const { t } = useTranslation('hooks');
  const change = useChangeHook(false);
  const { tone, words } = healthOf(hook);
  const { name } = hook;
  return (
    <li className={entries.row}>
      <div className={entries.what}>
        <div className={entries.name}>
          <Text fw={500}>{name}</Text>
          <StatusBadge tone={tone}>{t(words)}</StatusBadge>
        </div>
        <Text size="sm">{hook.url}</Text>
        <Text size="sm" c="dimmed">
          {hook.events.map((event) => t(`event.${event}`)).join(' · ')}
        </Text>
      </div>
      <div className={classes.actions}>
        <Button variant="subtle" size="sm" aria-label={t('logOf', { name })} onClick={() => onOpen('log')}>
          {t('log')}
        </Button>
        <Button variant="subtle" size="sm" aria-label={t('editOf', { name })} onClick={() => onOpen('edit')}>
          {t('edit')}
        </Button>
        <Button
          variant="subtle"
          size="sm"
          color="red"
          aria-label={t('removeOf', { name })}
          onClick={() => onOpen('remove')}
        >
          {t('remove')}
        </Button>
        <Toggle
          checked={change.isPending ? (change.variables.enabled ?? hook.enabled) : hook.enabled}
          label={t('switch', { name })}
          onChange={(enabled) => change.mutate({ id: hook.id, enabled })}
        />
      </div>
    </li>
  );
}
