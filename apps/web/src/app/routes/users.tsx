import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/ui/empty-state.js';
import { Page } from '../../components/ui/page.js';
import { useCan } from '../../features/auth/components/current-user.js';
import { CreateUser } from '../../features/users/components/create-user.js';
import { UserList } from '../../features/users/components/user-list.js';

/** People with an account; for those who may see them. */
export function Component() {
  const { t } = useTranslation('users');
  const mayRead = useCan('users.read');
  const mayCreate = useCan('users.write');
  const maySetSystem = useCan('system.manage');
  if (!mayRead) {
    return (
      <Page title={t('title')}>
        <EmptyState title={t('forbidden')}>{t('forbiddenText')}</EmptyState>
      </Page>
    );
  }
  return (
    <Page title={t('title')} description={t('what')} actions={mayCreate && <CreateUser maySetSystem={maySetSystem} />}>
      <UserList />
    </Page>
  );
}
