import { Anchor, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import { SearchBox } from '../../../components/ui/search-box.js';
import type { AuditEntry } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { useCan } from '../../auth/components/current-user.js';
import { AUDIT_ACTIONS, didOf } from '../actions.js';
import { auditQuery } from '../api/get-audit.js';
import { factsOf } from '../details.js';
import { useWording } from '../use-wording.js';
import classes from './audit-list.module.css';

/** Who did what to whom, the newest first. */
export function AuditList() {
  const { t } = useTranslation('admin');
  const { page, search, filters, narrow, setPage } = useListParams(['action']);
  const narrowed = search !== '' || filters.action !== '' || page > 1;
  const entries = useQuery(auditQuery({ page, search, action: filters.action }));
  return (
    <>
      <div className={classes.tools}>
        <SearchBox value={search} label={t('audit.search')} onSearch={(text) => narrow({ search: text })} />
        <NativeSelect
          aria-label={t('audit.action')}
          value={filters.action}
          onChange={(event) => narrow({ action: event.currentTarget.value })}
          data={[
            { value: '', label: t('audit.anyAction') },
            ...AUDIT_ACTIONS.map((value) => ({ value, label: t(`audit.did.${didOf(value)}`) })),
          ]}
        />
      </div>
      <Card flush aria-label={t('audit.title')} aria-busy={entries.isPlaceholderData}>
        {entries.isPending && <Loading rows={6} inset />}
        {entries.isError && !entries.data && (
          <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />
        )}
        {entries.data?.items.length === 0 && (
          <EmptyState title={t(narrowed ? 'logs.none' : 'audit.none')}>
            {t(narrowed ? 'logs.noneText' : 'audit.noneText')}
          </EmptyState>
        )}
        {entries.data && entries.data.items.length > 0 && (
          <>
            <ul className={classes.list}>
              {entries.data.items.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ul>
            <Pager {...entries.data} onChange={setPage} />
          </>
        )}
      </Card>
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const wording = useWording();
  const seesUsers = useCan('users.read');
  const { actor, target } = entry;
  const hasPage = seesUsers && target.kind === 'user' && target.id !== null && entry.action !== 'user.deleted';
  return (
    <li className={classes.row}>
      <Text size="sm" c="dimmed">
        {format.dateTime(entry.time)}
      </Text>
      <div className={classes.what}>
        <Text>
          <b>{actor.email}</b> {`— ${t(`audit.did.${didOf(entry.action)}`)}: `}
          {hasPage && target.id !== null ? (
            <Anchor underline="always" component={Link} to={paths.user(target.id)}>
              {target.label}
            </Anchor>
          ) : (
            target.label
          )}
        </Text>
        {factsOf(entry.details, wording).map(([fact, words]) => (
          <Text key={fact} size="sm" c="dimmed">
            {`${t(`audit.detail.${fact}`)}: ${words}`}
          </Text>
        ))}
      </div>
      <Text size="sm" c="dimmed">
        {entry.ip}
      </Text>
    </li>
  );
}
