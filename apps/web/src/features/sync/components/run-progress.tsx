import { Button, Group, Progress, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Run, RunStage } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { useCancelRun } from '../api/cancel-run.js';
import { useRunEstimate } from '../use-run-pace.js';
import { RunCountsLine } from './run-counts-line.js';
import classes from './run-progress.module.css';

const STAGES: RunStage[] = ['catalog', 'vk-catalog', 'mirror'];

/** A run that is on its way: which step, how far, and how to stop it. */
export function RunProgress({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const cancel = useCancelRun();
  const estimate = useRunEstimate(run);
  const { done, total } = run.progress;
  const at = run.stage === null ? -1 : STAGES.indexOf(run.stage);
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <div>
      <ol className={classes.stages}>
        {STAGES.map((stage, index) => (
          <li
            key={stage}
            className={classes.stage}
            data-state={index < at ? 'done' : index === at ? 'now' : undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            <span className={classes.mark} aria-hidden>
              {index < at ? <IconCheck size={14} stroke={3} /> : index + 1}
            </span>
            <span>{t(`stage.${stage}`)}</span>
          </li>
        ))}
      </ol>
      <VisuallyHidden role="status">{run.stage === null ? t('waiting') : t(`stage.${run.stage}`)}</VisuallyHidden>
      <Progress
        value={total > 0 ? percent : 100}
        size="lg"
        radius="xl"
        animated
        aria-label={t('progress')}
        transitionDuration={300}
      />
      <Group justify="space-between" align="center" mt="sm" gap="sm">
        <div>
          <Text size="sm" c="dimmed" component="div">
            {total > 0
              ? t('progressOf', { done: format.number(done), total: format.number(total) })
              : t(run.status === 'queued' ? 'waiting' : 'preparing')}
          </Text>
          {total > 0 && estimate && (
            <Text size="sm" c="dimmed" component="div">
              {t('pace', {
                rate: format.number(Math.max(1, Math.round(estimate.perSecond * 60))),
                left: format.duration(Math.max(1000, estimate.leftMs)),
              })}
            </Text>
          )}
          <RunCountsLine run={run} />
        </div>
        <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(run.id)}>
          {t('cancel')}
        </Button>
      </Group>
    </div>
  );
}
