import { Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Card } from '../../../components/ui/card.js';
import type { Tone } from '../../../components/ui/status-badge.js';
import { RunCountsLine } from '../../../features/sync/components/run-counts-line.js';
import { RunProgress } from '../../../features/sync/components/run-progress.js';
import { StartButton } from '../../../features/sync/components/start-button.js';
import { isActive } from '../../../features/sync/run-cache.js';
import { remedyOf } from '../../../features/sync/run-remedy.js';
import { runTone } from '../../../features/sync/run-tones.js';
import type { Connections, Run } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { codeText, runErrorText } from '../../../lib/problem-text.js';
import classes from './status-hero.module.css';

const ICONS = { ok: IconCheck, wait: IconClock, bad: IconAlertTriangle, busy: IconRefresh, quiet: IconClock } as const;

interface StatusHeroProps {
  connections: Connections;
  run: Run | null;
  /** Some store that is mirrored has no paid application. */
  unpaid: boolean;
}

/** The one answer to "is it working?", with the button that helps when it is not. */
export function StatusHero({ connections, run, unpaid }: StatusHeroProps) {
  const { t } = useTranslation('start');
  const format = useFormat();
  const broken = [connections.evotor, connections.vk].find(({ needsAttention }) => needsAttention);
  const partly = unpaid && run?.status === 'succeeded';
  const tone: Tone = broken ? 'bad' : partly ? 'wait' : run === null ? 'quiet' : runTone(run);
  const Icon = ICONS[tone];

  const title = broken
    ? t('hero.attention')
    : run === null
      ? t('hero.never')
      : t(`hero.${partly ? 'unpaid' : run.status}`);
  const remedy = run && remedyOf(run);
  return (
    <Card className={classes.hero ?? ''} data-tone={tone} aria-labelledby="hero">
      <div className={classes.line}>
        <span className={classes.icon} aria-hidden>
          <Icon size={26} stroke={2.2} />
        </span>
        <div className={classes.words}>
          <Title order={2} size="h3" id="hero">
            {title}
          </Title>
          {broken?.problem ? (
            <Text component="div">{codeText(broken.problem.code, broken.problem.message)}</Text>
          ) : (
            run?.error && <Text component="div">{runErrorText(run.error)}</Text>
          )}
          {run && !isActive(run) && (
            <div className={classes.last}>
              <Text size="sm" c="dimmed">
                {t('hero.lastRun', { when: format.ago(run.finishedAt ?? run.createdAt) })}
              </Text>
              <RunCountsLine run={run} />
            </div>
          )}
        </div>
        {broken || remedy === 'connections' ? (
          <ButtonLink to={paths.connections} color="red.8">
            {t('hero.toConnections')}
          </ButtonLink>
        ) : (
          <Group gap="sm">
            {run && remedy === 'failed-items' && (
              <ButtonLink to={paths.run(run.id, { outcome: 'failed' })} variant="default">
                {t('hero.whatFailed')}
              </ButtonLink>
            )}
            {!(run && isActive(run)) && <StartButton />}
          </Group>
        )}
      </div>
      {run && isActive(run) && (
        <div className={classes.progress}>
          <RunProgress run={run} />
        </div>
      )}
    </Card>
  );
}
