import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { latestRunQuery } from '../api/get-latest-run.js';
import { useStartRun } from '../api/start-run.js';
import { isActive } from '../run-cache.js';

/** Starts a run now. */
export function StartButton() {
  const { t } = useTranslation('sync');
  const latest = useQuery(latestRunQuery());
  const start = useStartRun();
  const running = isActive(latest.data);
  return (
    <Button
      leftSection={<IconRefresh size={18} aria-hidden />}
      loading={start.isPending}
      disabled={running}
      onClick={() => start.mutate()}
    >
      {running ? t('runningNow') : t('start')}
    </Button>
  );
}
