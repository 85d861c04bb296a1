import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import { SearchBox } from '../../../components/ui/search-box.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { usersQuery } from '../api/get-users.js';
import { UserRow } from './user-row.js';
import classes from './user-list.module.css';

/** People with an account, with search. */
export function UserList() {
  const { t } = useTranslation('users');
  const { page, search, narrow, setPage } = useListParams();
  const users = useQuery(usersQuery({ page, search }));
  return (
    <>
      <div className={classes.tools}>
        <SearchBox value={search} label={t('search')} onSearch={(text) => narrow({ search: text })} />
      </div>
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
            <Pager {...users.data} onChange={setPage} />
          </>
        )}
      </Card>
    </>
  );
}
