import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../lib/problem-text.js';
import { EmptyState } from './empty-state.js';

interface ErrorStateProps {
  error: unknown;
  onRetry: () => void;
}

/** What went wrong, in plain words, with a way to try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation();
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
