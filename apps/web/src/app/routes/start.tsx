import { useTranslation } from 'react-i18next';
import { Page } from '../../components/ui/page.js';
import { StartView } from '../../features/start/components/start-view.js';

/** Answers without a click: does it work, when was the last run, what is to be done. */
export function Component() {
  const { t } = useTranslation('start');
  return (
    <Page title={t('title')}>
      <StartView />
    </Page>
  );
}
