import { useTranslation } from 'react-i18next';
import { Button } from '@mantine/core';
import { Notice } from '../../../components/ui/notice.js';
import type { EvotorApp } from '../../../lib/api-types.js';
import { codeText } from '../../../lib/problem-text.js';

const MARKET = 'https://market.evotor.ru';

/** Why nothing is synced until the merchant acts in Evotor's market, and what it means for the goods. */
export function EvotorPause({ pause }: { pause: NonNullable<EvotorApp['pause']> }) {
  const { t } = useTranslation(['connections', 'common']);
  return (
    <Notice
      tone="bad"
      title={t('common:evotorApp.paused')}
      action={
        <Button component="a" size="xs" color="red.8" href={MARKET} target="_blank" rel="noreferrer">
          {t('common:evotorApp.market')}
        </Button>
      }
    >
      <div>{codeText(pause.code, pause.message)}</div>
      <div>{t('goodsStay')}</div>
    </Notice>
  );
}
