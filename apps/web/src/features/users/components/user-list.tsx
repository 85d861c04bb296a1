import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { USER_FILTERS, usersQuery } from '../api/get-users.js';
import { UserFilters } from './user-filters.js';
import { UserRow } from './user-row.js';
import classes from './user-list.module.css';

/** People with an account, with search, filters and order. */
export function UserList() {
  const { t } = useTranslation('users');
  const list = useListParams(USER_FILTERS);
  const users = useQuery(usersQuery(list));
  return (
    <>
      <UserFilters list={list} />
      <Card flush aria-label={t('title')} aria-busy={users.isPlaceholderData}>
        {users.isPending && <Loading rows={6} inset />}
        {users.isError && !users.data && <ErrorState error={users.error} onRetry={() => void users.refetch()} />}
        {users.data?.items.length === 0 && <EmptyState title={t('nobody')}>{t('nobodyText')}</EmptyState>}
        {users.data && users.data.items.length > 0 && (
          <>
            <ul className={classes.list}>
              {users.data.items.map((user) => (
                <UserRow key={user.id} user={user} />
              ))}
            </ul>
            <Pager {...users.data} onChange={list.setPage} />
          </>
        )}
      </Card>
    </>
  );
}
