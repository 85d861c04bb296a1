import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../lib/problem-text.js';
import { EmptyState } from './empty-state.js';
import { Notice } from './notice.js';

interface ErrorStateProps {
  error: unknown;
  onRetry: () => void;
  /** One line, for a part of the page beside a greater one. */
  compact?: boolean;
}

/** What went wrong, in plain words, with a way to try again. */
export function ErrorState({ error, onRetry, compact = false }: ErrorStateProps) {
  const { t } = useTranslation();
  if (compact) {
    return (
      <Notice
        tone="wait"
        title={t('loadFailed')}
        action={
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        }
      >
        {problemText(error)}
      </Notice>
    );
  }
  return (
    <div role="alert">
      <EmptyState
        icon={<IconCloudOff size={28} />}
        title={t('loadFailed')}
        action={
          <Button variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        }
      >
        {problemText(error)}
      </EmptyState>
    </div>
  );
}
