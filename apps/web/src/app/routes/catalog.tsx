import { useTranslation } from 'react-i18next';
import { Page } from '../../components/ui/page.js';
import { PreviewLink } from '../../features/catalog/components/preview-link.js';
import { StoreList } from '../../features/catalog/components/store-list.js';

/** Stores of the register. */
export function Component() {
  const { t } = useTranslation('catalog');
  return (
    <Page title={t('title')} description={t('what')} actions={<PreviewLink />}>
      <StoreList />
    </Page>
  );
}
