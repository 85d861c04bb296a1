import { Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Card } from '../../../components/ui/card.js';
import { paths } from '../../../lib/paths.js';
import classes from './guide.module.css';

interface GuideProps {
  evotor: boolean;
  vk: boolean;
  chosen: boolean;
}

/** Three steps from a new account to goods in the shop; the first that is not done has the button. */
export function Guide({ evotor, vk, chosen }: GuideProps) {
  const { t } = useTranslation('start');
  const steps = [
    { name: 'evotor', done: evotor, to: paths.connections },
    { name: 'vk', done: vk, to: paths.connections },
    { name: 'goods', done: chosen, to: paths.catalog },
  ] as const;
  const next = steps.find(({ done }) => !done);
  return (
    <Card aria-labelledby="guide">
      <Title order={2} size="h3" id="guide">
        {t('guide.title')}
      </Title>
      <Text c="dimmed" mt={4}>
        {t('guide.what')}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li
            key={step.name}
            className={classes.step}
            data-state={step.done ? 'done' : step === next ? 'now' : undefined}
          >
            <span className={classes.mark} aria-hidden>
              {step.done ? <IconCheck size={18} stroke={2.6} /> : index + 1}
            </span>
            <div className={classes.words}>
              <Text fw={600} component="div">
                {t(`guide.${step.name}.title`)}
                {step.done && <span className={classes.doneWord}> · {t('guide.done')}</span>}
              </Text>
              <Text size="sm" c="dimmed" component="div">
                {t(`guide.${step.name}.text`)}
              </Text>
            </div>
            {step === next && <ButtonLink to={step.to}>{t(`guide.${step.name}.action`)}</ButtonLink>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
