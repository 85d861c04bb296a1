import { useTranslation } from 'react-i18next';
import { CallList } from '../../features/logs/components/call-list.js';
import { AdminPage } from '../frame/admin-page.js';

/** Calls to and from Evotor and VK. */
export function Component() {
  const { t } = useTranslation('admin');
  return (
    <AdminPage permission="logs.read" title={t('logs.title')} description={t('logs.what')}>
      <CallList />
    </AdminPage>
  );
}
