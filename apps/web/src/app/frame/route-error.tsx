import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/ui/empty-state.js';
import { Page } from '../../components/ui/page.js';

/** Shown in the place of a page that broke or could not be loaded; a reload mends both. */
export function RouteError() {
  const { t } = useTranslation();
  return (
    <Page title={t('broken.title')}>
      <EmptyState
        title={t('broken.what')}
        action={<Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>}
      >
        {t('broken.text')}
      </EmptyState>
    </Page>
  );
}
