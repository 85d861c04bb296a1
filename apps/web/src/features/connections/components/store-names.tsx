import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBuildingStore } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import { paths } from '../../../lib/paths.js';
import { storesQuery } from '../../catalog/api/get-stores.js';
import classes from './store-names.module.css';

const MOST_SHOWN = 5;

/** The stores that Evotor lists, each a way to its groups. */
export function StoreNames() {
  const { t } = useTranslation('connections');
  const stores = useQuery(storesQuery());
  if (stores.isPending) return <Loading rows={2} height={28} />;
  if (stores.data === undefined) return <ErrorState error={stores.error} onRetry={() => void stores.refetch()} />;
  if (stores.data.items.length === 0) return <Text size="sm">{t('stores.none')}</Text>;
  const hidden = stores.data.items.length - MOST_SHOWN;
  return (
    <div>
      <h3 className={classes.title}>{t('stores.title')}</h3>
      <ul className={classes.stores}>
        {stores.data.items.slice(0, MOST_SHOWN).map((store) => (
          <li key={store.id} className={classes.store}>
            <IconBuildingStore size={18} aria-hidden className={classes.icon} />
            <span className={classes.words}>
              <Anchor component={Link} to={paths.storeGroups(store.id)} inherit>
                {store.name}
              </Anchor>
              {store.address && <span className={classes.address}>{store.address}</span>}
            </span>
            {store.subscriptionRequired && <StatusBadge tone="bad">{t('stores.unpaid')}</StatusBadge>}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Anchor component={Link} to={paths.catalog} size="sm">
          {t('stores.more', { count: hidden })}
        </Anchor>
      )}
    </div>
  );
}
