import { useTranslation } from 'react-i18next';
import { Box, Mark, Picture, Words } from './picture.js';

/** Where the community's number stands: in the address of any of its goods. */
export function VkGroupPicture() {
  const { t } = useTranslation('connections');
  return (
    <Picture label={t('picture.vkGroup.label')} address="vk.com/market-123456">
      <Mark x={134} y={6} width={50} height={23} />
      <Words x={196} y={21.5} look="dim">
        {t('picture.vkGroup.number')}
      </Words>
      <circle cx="40" cy="68" r="18" fill="var(--busy-soft)" />
      <Words x={68} y={64} look="strong">
        {t('picture.vkGroup.name')}
      </Words>
      <Words x={68} y={80} look="dim">
        {t('picture.vkGroup.goods')}
      </Words>
      {[14, 121, 228].map((x) => (
        <g key={x}>
          <Box x={x} y={98} width={98} height={52} />
          <Box x={x} y={158} width={70} height={7} />
          <Box x={x} y={170} width={40} height={7} />
        </g>
      ))}
    </Picture>
  );
}
