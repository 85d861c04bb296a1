import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { paths } from '../../../lib/paths.js';

/** The way from choosing goods to what comes of the choice. */
export function PreviewLink() {
  const { t } = useTranslation('catalog');
  return (
    <ButtonLink to={paths.preview} variant="default" leftSection={<IconEye size={18} aria-hidden />}>
      {t('preview')}
    </ButtonLink>
  );
}
