import { useTranslation } from 'react-i18next';
import { AdminOverview } from '../../features/overview/components/admin-overview.js';
import { AdminPage } from '../frame/admin-page.js';

/** How the service fares. */
export function Component() {
  const { t } = useTranslation('admin');
  return (
    <AdminPage permission="overview.read" title={t('overview.title')} description={t('overview.what')}>
      <AdminOverview />
    </AdminPage>
  );
}
