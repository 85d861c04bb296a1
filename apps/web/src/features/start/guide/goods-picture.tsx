import { useTranslation } from 'react-i18next';
import { Box, Mark, Picture, Words } from '../../connections/pictures/picture.js';

/** Switching on a store, then its groups, in the catalogue. */
export function GoodsPicture() {
  const { t } = useTranslation('start');
  const rows = [t('picture.goods.tea'), t('picture.goods.sweets'), t('picture.goods.cups')];
  return (
    <Picture label={t('picture.goods.label')} address="EvoSync">
      <Words x={20} y={60} look="strong">
        {t('picture.goods.store')}
      </Words>
      <Toggle x={290} y={48} on />
      {rows.map((name, index) => (
        <g key={name}>
          <Box x={14} y={74 + index * 36} width={312} height={30} look="line" />
          <Words x={28} y={93 + index * 36}>
            {name}
          </Words>
          <Toggle x={290} y={80 + index * 36} on={index < 2} />
        </g>
      ))}
      <Mark x={282} y={42} width={46} height={104} />
    </Picture>
  );
}

function Toggle({ x, y, on }: { x: number; y: number; on: boolean }) {
  return (
    <g>
      <rect
        x={x}
        y={y}
        width="30"
        height="17"
        rx="8.5"
        fill={on ? 'var(--mantine-color-brand-filled)' : 'var(--switch-off)'}
      />
      <circle cx={on ? x + 21.5 : x + 8.5} cy={y + 8.5} r="6" fill="#fff" />
    </g>
  );
}
