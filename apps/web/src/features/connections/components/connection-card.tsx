import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { Notice } from '../../../components/ui/notice.js';
import { StatusBadge, type Tone } from '../../../components/ui/status-badge.js';
import type { Connection } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { codeText, notifyDone } from '../../../lib/problem-text.js';
import { useDeleteConnection } from '../api/delete-connection.js';
import { type Cloud, useTestConnection } from '../api/test-connection.js';
import { actionFor } from '../remedy.js';
import classes from './connection-card.module.css';
import { ConnectionProblem } from './connection-problem.js';
import { Facts } from './facts.js';

const Confirm = lazy(() => import('../../../components/ui/confirm.js'));

interface ConnectionCardProps {
  cloud: Cloud;
  logo: ReactNode;
  connection: Connection;
  /** What is known of the account, beside the token and the times. */
  facts: [label: string, value: ReactNode][];
  /** The account works, but nothing is synced until the merchant acts elsewhere. */
  paused?: boolean;
  /** What else there is to see of a connected account. */
  more?: ReactNode;
  /** Whether the form stands open by itself. */
  open?: boolean;
  /** What the buttons say that open and close the form of a connected account; else they speak of a token. */
  changeLabel?: string | undefined;
  keepLabel?: string | undefined;
  /** What is said of the token instead of its end. */
  token?: string | undefined;
  /** The form that connects, or replaces the token; calls `done` when it is saved. */
  form: (done: () => void) => ReactNode;
}

const TONES: Record<Connection['status'], Tone> = { ok: 'ok', needsAttention: 'bad', notConnected: 'quiet' };

/** One account: whether it works, since when, and what can be done with it. */
export function ConnectionCard({
  cloud,
  logo,
  connection,
  facts,
  paused,
  more,
  open = false,
  changeLabel,
  keepLabel,
  token,
  form,
}: ConnectionCardProps) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const test = useTestConnection(cloud);
  const remove = useDeleteConnection(cloud);
  const [replacing, setReplacing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const isOpen = replacing || open;
  const showForm = !connection.connected || isOpen;
  const found = test.data?.problem;

  const mend = actionFor(connection.problem?.code ?? '');
  const check = () => test.mutate(undefined, { onSuccess: ({ ok }) => ok && notifyDone(t('works')) });

  const known: [string, ReactNode][] = [
    ...facts,
    [t('token'), token ?? <code key="token">•••• {connection.tokenLast4 ?? ''}</code>],
    [t('connectedAt'), connection.connectedAt && format.dateTime(connection.connectedAt)],
    [t('checkedAt'), connection.checkedAt && format.ago(connection.checkedAt)],
  ];

  return (
    <Card aria-labelledby={`connection-${cloud}`}>
      <Stack gap="md">
        <div className={classes.head}>
          {logo}
          <div className={classes.words}>
            <Title order={2} id={`connection-${cloud}`}>
              {t(`${cloud}.title`)}
            </Title>
            <Text c="dimmed" size="sm">
              {t(`${cloud}.what`)}
            </Text>
          </div>
          <StatusBadge tone={paused ? 'bad' : TONES[connection.status]}>
            {t(`status.${paused ? 'paused' : connection.status}`)}
          </StatusBadge>
        </div>

        {connection.needsAttention && (
          <ConnectionProblem
            problem={connection.problem}
            action={
              !isOpen &&
              (mend === 'test' ? (
                <Button size="xs" color="red.8" loading={test.isPending} onClick={check}>
                  {t('test')}
                </Button>
              ) : (
                <Button size="xs" color="red.8" onClick={() => setReplacing(true)}>
                  {changeLabel ?? t('replace')}
                </Button>
              ))
            }
          />
        )}
        {found && !connection.needsAttention && <Notice tone="wait">{codeText(found.code, null)}</Notice>}
        {connection.connected && <Facts facts={known} />}
        {more}
        {showForm && form(() => setReplacing(false))}

        {connection.connected && (
          <Group gap="xs">
            {isOpen ? (
              replacing && (
                <Button variant="default" onClick={() => setReplacing(false)}>
                  {keepLabel ?? t('keepToken')}
                </Button>
              )
            ) : (
              <>
                <Button variant="light" px="md" loading={test.isPending} onClick={check}>
                  {t('test')}
                </Button>
                {(!connection.needsAttention || mend === 'test') && (
                  <Button variant="default" px="md" onClick={() => setReplacing(true)}>
                    {changeLabel ?? t('replace')}
                  </Button>
                )}
                <Button variant="subtle" color="gray" px="sm" onClick={() => setLeaving(true)}>
                  {t('disconnect')}
                </Button>
              </>
            )}
          </Group>
        )}
      </Stack>
      {leaving && (
        <Suspense>
          <Confirm
            title={t(`${cloud}.leaveTitle`)}
            action={t('disconnect')}
            busy={remove.isPending}
            onClose={() => setLeaving(false)}
            onConfirm={() => remove.mutate(undefined, { onSuccess: () => setLeaving(false) })}
          >
            <ul className={classes.consequences}>
              <li>{t('leave.stays')}</li>
              <li>{t('leave.stops')}</li>
              <li>{t('leave.choice')}</li>
            </ul>
          </Confirm>
        </Suspense>
      )}
    </Card>
  );
}
