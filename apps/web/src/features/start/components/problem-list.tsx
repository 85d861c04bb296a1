import { useId } from 'react';
import { Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Notice } from '../../../components/ui/notice.js';
import type { OverviewProblem } from '../../../lib/api-types.js';
import { codeText, reasonText, runErrorText } from '../../../lib/problem-text.js';
import { problemRemedy } from '../problem-remedy.js';

const TONES = { 'needs-you': 'bad', 'heals-itself': 'wait', note: 'quiet' } as const;
const HINTS = [
  'no_price',
  'not_for_sale',
  'restricted_goods',
  'vk_rejected',
  'photo_rejected',
  'quota_reached',
] as const;
const SETTINGS = ['mirror_off', 'catalog_reading_off', 'vk_reading_off'] as const;

interface ProblemListProps {
  /** What these problems have in common. */
  title: string;
  problems: OverviewProblem[];
  /** Products are told apart by their store. */
  manyStores: boolean;
}

/** What is wrong, grouped by cause: a sentence and the one button that leads where it is mended. */
export function ProblemList({ title, problems, manyStores }: ProblemListProps) {
  const id = useId();
  if (problems.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} mb="xs">
        {title}
      </Title>
      <Stack gap="xs">
        {problems.map((problem) => (
          <Problem
            key={`${problem.about}:${problem.code}:${problem.storeId}`}
            problem={problem}
            manyStores={manyStores}
          />
        ))}
      </Stack>
    </section>
  );
}

function Problem({ problem, manyStores }: { problem: OverviewProblem; manyStores: boolean }) {
  const { t } = useTranslation('start');
  const remedy = problemRemedy(problem);
  const urgent = problem.severity === 'needs-you';
  return (
    <Notice
      tone={TONES[problem.severity]}
      title={useTitle(problem)}
      action={
        <ButtonLink to={remedy.to} size="xs" {...(urgent ? { color: 'red.8' } : { variant: 'default' })}>
          {t(`remedy.${remedy.words}`)}
        </ButtonLink>
      }
    >
      {useDetail(problem, manyStores)}
    </Notice>
  );
}

function useTitle({ about, code, message }: OverviewProblem): string {
  const { t } = useTranslation('start');
  const setting = SETTINGS.find((one) => one === code);
  if (setting) return t(`problems.${setting}`);
  if (about === 'run') return runErrorText({ code, message: message ?? '' });
  if (about === 'failed-goods' || about === 'skipped-goods') return reasonText(code, null) ?? code;
  return codeText(code, message);
}

function useDetail({ about, code, count, severity, message, storeName }: OverviewProblem, manyStores: boolean): string {
  const { t } = useTranslation('start');
  if (about === 'evotor' || about === 'vk') return t(`problems.${about}`);
  if (about === 'store') return t('problems.store', { store: storeName });
  if (about === 'settings') return t('problems.settings');
  if (about === 'run') return t(severity === 'needs-you' ? 'problems.youMustAct' : 'problems.heals');
  const hint = HINTS.find((one) => one === code);
  const told = about === 'failed-goods' && message !== null && code === 'vk_rejected' ? message : null;
  return [
    t(manyStores ? 'problems.goodsOf' : 'problems.goods', { count, store: storeName }),
    told ?? (hint ? t(`hint.${hint}`) : null),
  ]
    .filter(Boolean)
    .join(' ');
}
