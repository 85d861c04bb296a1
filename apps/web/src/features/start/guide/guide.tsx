import type { ReactNode } from 'react';
import { Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Card } from '../../../components/ui/card.js';
import type { Overview } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { addWords } from '../../../lib/i18n.js';
import { paths } from '../../../lib/paths.js';
import { ruMoreRooms } from '../../../locales/ru/more-rooms.js';
import { EvotorPicture } from '../../connections/pictures/evotor-picture.js';
import { VkGroupPicture } from '../../connections/pictures/vk-group-picture.js';
import { VkTokenPicture } from '../../connections/pictures/vk-token-picture.js';
import { GoodsPicture } from './goods-picture.js';
import { guideSteps, type GuideStep } from './guide-steps.js';
import classes from './guide.module.css';

// The pictures speak the words of the page on connections.
addWords('ru', ruMoreRooms);

const PICTURES: Record<GuideStep['name'], ReactNode> = {
  evotor: <EvotorPicture />,
  vk: (
    <>
      <VkTokenPicture />
      <VkGroupPicture />
    </>
  ),
  goods: <GoodsPicture />,
};
const ADDRESSES = { evotor: paths.connections, vk: paths.connections, goods: paths.catalog } as const;

/** Three steps from a new account to goods in the shop, each checked live; the first to be done is open. */
export default function Guide({ overview }: { overview: Overview }) {
  const { t } = useTranslation('start');
  const steps = guideSteps(overview);
  const next = steps.find(({ state }) => state !== 'done');
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
          <Step key={step.name} step={step} number={index + 1} overview={overview} now={step === next} />
        ))}
      </ol>
    </Card>
  );
}

interface StepProps {
  step: GuideStep;
  number: number;
  overview: Overview;
  now: boolean;
}

function Step({ step: { name, state }, number, overview, now }: StepProps) {
  const { t } = useTranslation('start');
  return (
    <li className={classes.step} data-state={state === 'todo' && now ? 'now' : state}>
      <div className={classes.line}>
        <span className={classes.mark} aria-hidden>
          {state === 'done' ? (
            <IconCheck size={18} stroke={2.6} />
          ) : state === 'broken' ? (
            <IconAlertTriangle size={18} stroke={2.4} />
          ) : (
            number
          )}
        </span>
        <div className={classes.words}>
          <Title order={3} size="h5">
            {t(`guide.${name}.title`)}
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {t(`guide.${name}.text`)}
          </Text>
        </div>
        {now && <ButtonLink to={ADDRESSES[name]}>{t(`guide.${name}.action`)}</ButtonLink>}
      </div>
      <div className={classes.check} role="status">
        {(now || state !== 'todo') && <Check name={name} state={state} overview={overview} />}
      </div>
      {state !== 'done' && (
        <details className={classes.how} open={now}>
          <summary>{t(`guide.${name}.where`)}</summary>
          <div className={classes.instruction}>
            <ol className={classes.list}>
              <li>{t(`guide.${name}.step1`)}</li>
              <li>{t(`guide.${name}.step2`)}</li>
              <li>{t(`guide.${name}.step3`)}</li>
            </ol>
            <div className={classes.pictures}>{PICTURES[name]}</div>
          </div>
        </details>
      )}
    </li>
  );
}

function Check({ name, state, overview }: Pick<GuideStep, 'name' | 'state'> & { overview: Overview }) {
  const { t } = useTranslation('start');
  const format = useFormat();
  const { goods, connections } = overview;
  if (state === 'todo') return <>{t('guide.waiting')}</>;
  if (state === 'broken') return <>{t('guide.broken')}</>;
  if (name === 'evotor') return <>{t('guide.found', { count: goods.total, number: format.number(goods.total) })}</>;
  if (name === 'vk') return <>{t('guide.community', { name: connections.vk.name ?? '' })}</>;
  return <>{t('guide.chosen', { count: goods.chosen, number: format.number(goods.chosen) })}</>;
}
