import { Group, SimpleGrid, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { StatusBadge, type Tone } from '../../../components/ui/status-badge.js';
import { EvotorAppLine } from '../../../components/ui/evotor-app-line.js';
import type { ConnectionHealth, EvotorApp, UserDetails } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { codeText } from '../../../lib/problem-text.js';

const TONES: Record<ConnectionHealth['health'], Tone> = { ok: 'ok', needsAttention: 'bad', none: 'quiet' };

/** How a user's two connections fare. Tokens are never shown. */
export function UserConnections({ user }: { user: UserDetails }) {
  const { t } = useTranslation('users');
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Connection title={t('evotor')} connection={user.evotor} app={user.evotorApp} />
      <Connection title={t('vk')} connection={user.vk} />
    </SimpleGrid>
  );
}

interface ConnectionProps {
  title: string;
  connection: ConnectionHealth;
  /** What Evotor told of the application in its market. */
  app?: EvotorApp | null;
}

function Connection({ title, connection, app }: ConnectionProps) {
  const { t } = useTranslation(['users', 'common']);
  const format = useFormat();
  const { health, problem, shopName, connectedAt, checkedAt } = connection;
  const known = [
    health === 'none' && t('notConnected'),
    app && t('evotorAccount', { id: app.evotorUserId }),
    shopName,
    connectedAt && t('connectedAt', { when: format.dateTime(connectedAt) }),
    checkedAt && t('checkedAt', { when: format.ago(checkedAt) }),
  ].filter(Boolean);
  return (
    <Card aria-label={title}>
      <Group justify="space-between" mb={6}>
        <Title order={2}>{title}</Title>
        <StatusBadge tone={app?.pause ? 'bad' : TONES[health]}>
          {t(`health.${app?.pause ? 'paused' : health}`)}
        </StatusBadge>
      </Group>
      {problem && <Text size="sm">{codeText(problem.code, problem.message)}</Text>}
      {app?.pause && <Text size="sm">{codeText(app.pause.code, app.pause.message)}</Text>}
      {app?.subscription && (
        <Text size="sm">
          {t('common:evotorApp.label')}: <EvotorAppLine app={app} />
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {known.join(' · ')}
      </Text>
    </Card>
  );
}
