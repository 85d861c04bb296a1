import { useTranslation } from 'react-i18next';
import { useCan } from '../../features/auth/components/current-user.js';
import { CreateRole } from '../../features/roles/components/create-role.js';
import { RoleMatrix } from '../../features/roles/components/role-matrix.js';
import { AdminPage } from '../frame/admin-page.js';

/** Roles and what each may do. */
export function Component() {
  const { t } = useTranslation('admin');
  const mayWrite = useCan('roles.write');
  return (
    <AdminPage
      permission="roles.read"
      title={t('roles.title')}
      description={t('roles.what')}
      actions={mayWrite && <CreateRole />}
    >
      <RoleMatrix mayWrite={mayWrite} />
    </AdminPage>
  );
}
