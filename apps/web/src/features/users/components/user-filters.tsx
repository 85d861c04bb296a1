import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '../../../components/ui/search-box.js';
import type { ListParams } from '../../../lib/use-list-params.js';
import type { UserFilter } from '../api/get-users.js';
import { CONNECTION_STATES, LAST_SYNCS, SORTS, STATUSES } from '../words.js';
import { useRoleChoices } from './role-choices.js';
import classes from './user-list.module.css';

/** Search, filters and order above the list of users. */
export function UserFilters({ list }: { list: ListParams<UserFilter> }) {
  const { t } = useTranslation('users');
  const roles = useRoleChoices();
  const choice = (name: UserFilter, none: string, choices: { value: string; label: string }[]) => (
    <NativeSelect
      aria-label={t(`filter.${name}`)}
      value={list.filters[name]}
      onChange={(event) => list.narrow({ [name]: event.currentTarget.value })}
      data={[{ value: '', label: none }, ...choices]}
      className={classes.field}
    />
  );
  return (
    <div className={classes.tools}>
      <SearchBox value={list.search} label={t('search')} onSearch={(search) => list.narrow({ search })} />
      {choice('role', t('filter.anyRole'), roles)}
      {choice(
        'status',
        t('filter.anyStatus'),
        STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
      )}
      {choice(
        'connection',
        t('filter.anyConnection'),
        CONNECTION_STATES.map((value) => ({ value, label: t(`connection.${value}`) })),
      )}
      {choice(
        'lastSync',
        t('filter.anyLastSync'),
        LAST_SYNCS.map((value) => ({ value, label: t(`lastSync.${value}`) })),
      )}
      {choice(
        'sort',
        t('sort.newest'),
        SORTS.map((value) => ({ value, label: t(`sort.${value}`) })),
      )}
    </div>
  );
}
