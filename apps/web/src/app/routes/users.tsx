import { useTranslation } from 'react-i18next';
import { useCan } from '../../features/auth/components/current-user.js';
import { CreateUser } from '../../features/users/components/create-user.js';
import { UserList } from '../../features/users/components/user-list.js';
import { AdminPage } from '../frame/admin-page.js';

/** People with an account; for those who may see them. */
export function Component() {
  const { t } = useTranslation('users');
  const mayCreate = useCan('users.write');
  return (
    <AdminPage permission="users.read" title={t('title')} description={t('what')} actions={mayCreate && <CreateUser />}>
      <UserList />
    </AdminPage>
  );
}
