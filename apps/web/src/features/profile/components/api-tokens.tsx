import { lazy, Suspense, useState } from 'react';
import { Anchor, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import entries from '../../../components/ui/entries.module.css';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import type { ApiToken } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { apiTokensQuery, useRevokeApiToken } from '../api/api-tokens.js';
import { Section } from '../../../components/ui/section.js';

const CreateTokenDialog = lazy(() => import('./create-token-dialog.js'));
const Confirm = lazy(() => import('../../../components/ui/confirm.js'));

/** Tokens for other programs. */
export function ApiTokens() {
  const { t } = useTranslation('profile');
  const [page, setPage] = useState(1);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const tokens = useQuery(apiTokensQuery(page));
  const revoke = useRevokeApiToken();
  const close = () => setRevoking(null);
  return (
    <Section
      title={t('tokens.title')}
      text={
        <>
          {t('tokens.text')}{' '}
          <Anchor href="/docs" inherit underline="always">
            {t('tokens.docs')}
          </Anchor>
        </>
      }
      action={
        <Button variant="default" onClick={() => setCreating(true)}>
          {t('tokens.create')}
        </Button>
      }
    >
      {tokens.isPending && <Loading rows={1} />}
      {tokens.isError && !tokens.data && <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.data?.total === 0 && <Text c="dimmed">{t('tokens.none')}</Text>}
      <ul className={entries.list} aria-label={t('tokens.title')}>
        {tokens.data?.items.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
        ))}
      </ul>
      {tokens.data && tokens.data.total > tokens.data.pageSize && <Pager {...tokens.data} onChange={setPage} />}
      <Suspense>
        {creating && <CreateTokenDialog onClose={() => setCreating(false)} />}
        {revoking && (
          <Confirm
            title={t('tokens.revokeTitle', { name: revoking.name })}
            action={t('tokens.revoke')}
            busy={revoke.isPending}
            onClose={close}
            onConfirm={() =>
              revoke.mutate(revoking.id, { onSuccess: () => notifyDone(t('tokens.revoked')), onSettled: close })
            }
          >
            {t('tokens.revokeText')}
          </Confirm>
        )}
      </Suspense>
    </Section>
  );
}

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { t } = useTranslation('profile');
  const format = useFormat();
  const used = token.lastUsedAt ? t('tokens.used', { when: format.ago(token.lastUsedAt) }) : t('tokens.unused');
  const ends = token.expiresAt ? t('tokens.until', { when: format.dateTime(token.expiresAt) }) : t('tokens.forever');
  return (
    <li className={entries.row}>
      <div className={entries.what}>
        <Text fw={500}>{token.name}</Text>
        <Text size="sm" c="dimmed">
          {[`•••• ${token.last4}`, t(token.scopes.includes('write') ? 'tokens.write' : 'tokens.read'), used, ends].join(
            ' · ',
          )}
        </Text>
      </div>
      <Button variant="subtle" color="red" aria-label={t('tokens.revokeOf', { name: token.name })} onClick={onRevoke}>
        {t('tokens.revoke')}
      </Button>
    </li>
  );
}
