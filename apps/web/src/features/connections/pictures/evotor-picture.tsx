import { useTranslation } from 'react-i18next';
import { Box, Mark, Picture, Words } from './picture.js';

/** Where the application's token stands in the merchant's Evotor account. */
export function EvotorPicture() {
  const { t } = useTranslation('connections');
  return (
    <Picture label={t('picture.evotor.label')} address="market.evotor.ru">
      <Box x={12} y={48} width={98} height={24} look="brand" />
      <Words x={20} y={64} look="onBrand">
        {t('picture.evotor.apps')}
      </Words>
      <Box x={14} y={84} width={70} height={8} />
      <Box x={14} y={102} width={82} height={8} />
      <Box x={14} y={120} width={60} height={8} />
      <Box x={120} y={48} width={206} height={128} look="line" />
      <Words x={134} y={70} look="strong">
        EvoSync
      </Words>
      <Words x={134} y={96} look="dim">
        {t('picture.evotor.about')}
      </Words>
      <Words x={228} y={96} look="strong">
        {t('picture.evotor.settings')}
      </Words>
      <Box x={228} y={102} width={62} height={3} look="brand" />
      <Words x={134} y={123} look="dim">
        {t('picture.evotor.token')}
      </Words>
      <Box x={134} y={134} width={178} height={26} />
      <Words x={144} y={151}>
        a1b2c3d4-••••-••••-••••
      </Words>
      <Mark x={129} y={129} width={188} height={36} />
    </Picture>
  );
}
