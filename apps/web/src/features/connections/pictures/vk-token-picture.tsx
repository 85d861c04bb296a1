import { useTranslation } from 'react-i18next';
import { Box, Mark, Picture, Words } from './picture.js';

/** Which rights the token needs when VK asks for permission. */
export function VkTokenPicture() {
  const { t } = useTranslation('connections');
  return (
    <Picture label={t('picture.vkToken.label')} address="id.vk.com">
      <Box x={70} y={46} width={200} height={134} look="line" />
      <Words x={86} y={68} look="strong">
        {t('picture.vkToken.asks')}
      </Words>
      {(['goods', 'photos'] as const).map((right, index) => (
        <g key={right}>
          <Box x={88} y={82 + index * 26} width={16} height={16} look="brand" />
          <path
            d={`M92 ${90 + index * 26}l3 3 6-6`}
            fill="none"
            stroke="#fff"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
          <Words x={112} y={94 + index * 26}>
            {t(`picture.vkToken.${right}`)}
          </Words>
        </g>
      ))}
      <Mark x={80} y={75} width={180} height={56} />
      <Box x={86} y={144} width={168} height={24} look="brand" />
      <Words x={140} y={160} look="onBrand">
        {t('picture.vkToken.allow')}
      </Words>
    </Picture>
  );
}
