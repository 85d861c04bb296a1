import { Anchor, Modal, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Raw } from '../../../components/ui/raw.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { useCan, useCurrentUser } from '../../auth/components/current-user.js';
import { callQuery } from '../api/get-calls.js';
import { prettyBody, serviceName } from '../call-words.js';
import classes from './call-dialog.module.css';

/** One call in full: what was sent, what was answered, and the ways to its run, its user and its neighbours. */
export default function CallDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation(['admin', 'common']);
  const format = useFormat();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const me = useCurrentUser().id;
  const seesUsers = useCan('users.read');
  const { data: call, error, isPending, refetch } = useQuery(callQuery(id));
  const runPath =
    call?.runId &&
    (call.userId === me
      ? paths.run(call.runId)
      : seesUsers && call.userId
        ? paths.userRun(call.userId, call.runId)
        : null);
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen={isPhone}
      size="xl"
      radius={isPhone ? 0 : 'lg'}
      title={call ? call.method : t('logs.call')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {isPending && <Loading rows={4} />}
      {error && !call && <ErrorState error={error} onRetry={() => void refetch()} />}
      {call && (
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {[
              format.exactTime(call.time),
              serviceName(call.service),
              t(`logs.directionOf.${call.direction}`),
              call.status ?? t('logs.noAnswer'),
              call.errorCode,
              t('logs.took', { ms: format.number(call.durationMs) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          <ul className={classes.links}>
            {call.user && (
              <li>
                {seesUsers ? (
                  <Anchor component={Link} to={paths.user(call.user.id)}>
                    {call.user.name}
                  </Anchor>
                ) : (
                  call.user.name
                )}
              </li>
            )}
            {runPath && (
              <li>
                <Anchor component={Link} to={runPath}>
                  {t('logs.toRun')}
                </Anchor>
              </li>
            )}
            {call.runId && (
              <li>
                <Anchor component={Link} to={paths.logsOf({ runId: call.runId })}>
                  {t('logs.allOfRun')}
                </Anchor>
              </li>
            )}
            {call.correlationId && (
              <li>
                <Anchor component={Link} to={paths.logsOf({ correlationId: call.correlationId })}>
                  {t('logs.allOfRequest')}
                </Anchor>
              </li>
            )}
          </ul>
          <Body title={t('logs.request')} body={call.request} />
          <Body title={t('logs.response')} body={call.response} />
        </Stack>
      )}
    </Modal>
  );
}

function Body({ title, body }: { title: string; body: string | null }) {
  const { t } = useTranslation('admin');
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb={6}>
        {title}
      </Title>
      {body === null || body === '' ? (
        <Text size="sm" c="dimmed">
          {t('logs.noBody')}
        </Text>
      ) : (
        <Raw label={title}>{prettyBody(body)}</Raw>
      )}
    </section>
  );
}
