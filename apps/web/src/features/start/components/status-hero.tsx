import { Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Card } from '../../../components/ui/card.js';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { Overview } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { RunCountsLine } from '../../sync/components/run-counts-line.js';
import { RunProgress } from '../../sync/components/run-progress.js';
import { StartButton } from '../../sync/components/start-button.js';
import { heroOf } from '../hero-words.js';
import classes from './status-hero.module.css';

const ICONS = { ok: IconCheck, wait: IconClock, bad: IconAlertTriangle, busy: IconRefresh, quiet: IconClock } as const;

/** The one answer to "is it working?": a word, when the last run was, and when the next one comes. */
export function StatusHero({ overview }: { overview: Overview }) {
  const { t } = useTranslation('start');
  const hero = heroOf(overview);
  const Icon = ICONS[hero.tone];
  const { activeRun, lastRun } = overview;
  const disconnected = overview.problems.some(({ about }) => about === 'evotor' || about === 'vk');
  return (
    <Card className={classes.hero ?? ''} data-tone={hero.tone} aria-labelledby="hero">
      <div className={classes.line}>
        <span className={classes.icon} aria-hidden>
          <Icon size={26} stroke={2.2} />
        </span>
        <div className={classes.words}>
          <StatusBadge tone={hero.tone}>{t(`state.${hero.state}`)}</StatusBadge>
          <Title order={2} size="h3" id="hero" mt={6}>
            {t(`hero.${hero.sentence}`)}
          </Title>
          {!activeRun && lastRun && <RunCountsLine run={lastRun} />}
        </div>
        {overview.state === 'off' && !activeRun ? (
          <ButtonLink to={paths.syncSettings}>{t('remedy.settings')}</ButtonLink>
        ) : (
          !activeRun &&
          hero.sentence !== 'notReady' &&
          !disconnected && (
            <div className={classes.buttons}>
              <StartButton />
              <ButtonLink to={paths.preview} variant="default">
                {t('preview')}
              </ButtonLink>
            </div>
          )
        )}
      </div>
      {activeRun ? (
        <div className={classes.progress}>
          <RunProgress run={activeRun} />
        </div>
      ) : (
        <Times overview={overview} />
      )}
    </Card>
  );
}

function Times({
  overview: { lastRun, nextRunAt, lateSince, connections, state, registerSpeed },
}: {
  overview: Overview;
}) {
  const { t } = useTranslation('start');
  const format = useFormat();
  const bothConnected = connections.evotor.connected && connections.vk.connected;
  const facts = [
    ...(lastRun ? [{ name: t('times.last'), value: format.ago(lastRun.finishedAt ?? lastRun.createdAt) }] : []),
    ...(nextRunAt
      ? [{ name: t('times.next'), value: format.until(nextRunAt) }]
      : bothConnected && state === 'needs-you'
        ? [{ name: t('times.next'), value: t('times.stopped') }]
        : []),
    ...(lateSince ? [{ name: t('times.late'), value: format.ago(lateSince) }] : []),
    ...(registerSpeed.usualSeconds === null
      ? []
      : [
          {
            name: t('times.speed'),
            value: t('times.usually', { time: format.duration(registerSpeed.usualSeconds * 1000) }),
          },
        ]),
  ];
  if (facts.length === 0) return null;
  return (
    <dl className={classes.times}>
      {facts.map(({ name, value }) => (
        <div key={name} className={classes.time}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} fw={500}>
            {value}
          </Text>
        </div>
      ))}
    </dl>
  );
}
