import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useCan } from '../../features/auth/components/current-user.js';
import { UserView } from '../../features/users/components/user-view.js';
import { AdminPage } from '../frame/admin-page.js';

/** One user, for those who may see users. */
export function Component() {
  const { t } = useTranslation('users');
  const { userId = '' } = useParams();
  if (useCan('users.read')) return <UserView key={userId} id={Number(userId)} />;
  return (
    <AdminPage permission="users.read" title={t('one')}>
      {null}
    </AdminPage>
  );
}
