import { Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFolders } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { SearchBox } from '../../../components/ui/search-box.js';
import { useFormat } from '../../../lib/format.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { groupsQuery } from '../api/get-groups.js';
import { useSwitchGroups } from '../api/switch-groups.js';
import { groupTree, searchTree } from '../group-tree.js';
import { GroupRow } from './group-row.js';
import classes from './group-tree.module.css';

/** All groups of a store as a tree with a switch each, and one for all. */
export function GroupTreeView({ storeId }: { storeId: string }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const { search, narrow } = useListParams();
  const groups = useQuery(groupsQuery(storeId));
  const change = useSwitchGroups(storeId);

  if (groups.isPending) return <Loading rows={8} />;
  if (groups.data === undefined) {
    return (
      <Card>
        <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />
      </Card>
    );
  }
  if (groups.data.length === 0) {
    return (
      <Card>
        <EmptyState icon={<IconFolders size={28} />} title={t('groups.none')}>
          {t('groups.noneText')}
        </EmptyState>
      </Card>
    );
  }

  const shown = searchTree(groupTree(groups.data), search);
  const on = groups.data.filter(({ enabled }) => enabled).length;
  return (
    <>
      <Text c="dimmed" mb="md" maw={640}>
        {t('groups.what')}
      </Text>
      <div className={classes.tools}>
        <SearchBox value={search} label={t('groups.search')} onSearch={(text) => narrow({ search: text })} />
      </div>
      <Card flush>
        <div className={classes.all}>
          <div>
            <Text fw={600}>{t('groups.all')}</Text>
            <Text size="sm" c="dimmed">
              {t('groups.on', { on: format.number(on), total: format.number(groups.data.length) })}
            </Text>
          </div>
          <Switch
            size="md"
            checked={on === groups.data.length}
            aria-label={t('groups.switchAll')}
            onChange={(event) => change.mutate({ groupId: null, enabled: event.currentTarget.checked })}
          />
        </div>
        {shown.length === 0 ? (
          <EmptyState title={t('nothingFound')}>{t('groups.nothingFound', { search })}</EmptyState>
        ) : (
          <ul className={classes.list}>
            {shown.map((node) => (
              <GroupRow
                key={node.group.id}
                node={node}
                depth={0}
                onSwitch={(groupId, enabled) => change.mutate({ groupId, enabled })}
              />
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}
