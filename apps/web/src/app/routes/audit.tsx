import { useTranslation } from 'react-i18next';
import { AuditList } from '../../features/audit/components/audit-list.js';
import { AdminPage } from '../frame/admin-page.js';

/** Who did what to whom in the admin section. */
export function Component() {
  const { t } = useTranslation('admin');
  return (
    <AdminPage permission="logs.read" title={t('audit.title')} description={t('audit.what')}>
      <AuditList />
    </AdminPage>
  );
}
