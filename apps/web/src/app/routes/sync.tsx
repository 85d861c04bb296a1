import { Group, Stack } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ButtonLink } from '../../components/ui/button-link.js';
import { NavTabs } from '../../components/ui/nav-tabs.js';
import { Page } from '../../components/ui/page.js';
import { LatestRun } from '../../features/sync/components/latest-run.js';
import { RunHistory } from '../../features/sync/components/run-history.js';
import { SettingsView } from '../../features/sync/components/settings-view.js';
import { StartButton } from '../../features/sync/components/start-button.js';
import { paths } from '../../lib/paths.js';

/** Runs and settings of the sync. */
export function Component() {
  const { t } = useTranslation('sync');
  const [params] = useSearchParams();
  const settings = params.get('view') === 'settings';
  return (
    <Page title={t('title')} description={t('what')} actions={<Actions />}>
      <NavTabs
        label={t('tabs.label')}
        tabs={[
          { to: paths.sync, label: t('tabs.runs'), active: !settings },
          { to: paths.syncSettings, label: t('tabs.settings'), active: settings },
        ]}
      />
      {settings ? (
        <SettingsView />
      ) : (
        <Stack gap="lg">
          <LatestRun />
          <RunHistory />
        </Stack>
      )}
    </Page>
  );
}

function Actions() {
  const { t } = useTranslation('sync');
  return (
    <Group gap="xs">
      <ButtonLink to={paths.preview} variant="default" leftSection={<IconEye size={18} aria-hidden />}>
        {t('preview')}
      </ButtonLink>
      <StartButton />
    </Group>
  );
}
