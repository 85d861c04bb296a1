import { useTranslation } from 'react-i18next';
import { BackLink } from '../../components/ui/back-link.js';
import { Page } from '../../components/ui/page.js';
import { PreviewView } from '../../features/preview/components/preview-view.js';
import { StartButton } from '../../features/sync/components/start-button.js';
import { paths } from '../../lib/paths.js';

/** What the next run would do. */
export function Component() {
  const { t } = useTranslation('preview');
  return (
    <Page
      title={t('title')}
      description={t('what')}
      above={<BackLink to={paths.sync}>{t('toSync')}</BackLink>}
      actions={<StartButton />}
    >
      <PreviewView />
    </Page>
  );
}
