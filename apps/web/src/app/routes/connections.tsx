import { useTranslation } from 'react-i18next';
import { Page } from '../../components/ui/page.js';
import { ConnectionsView } from '../../features/connections/components/connections-view.js';

/** Accounts of the register and of the shop. */
export function Component() {
  const { t } = useTranslation('connections');
  return (
    <Page title={t('title')} description={t('what')}>
      <ConnectionsView />
    </Page>
  );
}
