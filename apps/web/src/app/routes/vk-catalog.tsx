import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/ui/page.js';
import { SearchBox } from '../../components/ui/search-box.js';
import { AlbumList } from '../../features/vk-catalog/components/album-list.js';
import { ItemGrid } from '../../features/vk-catalog/components/item-grid.js';
import { useListParams } from '../../lib/use-list-params.js';

/** What the VK shop holds. */
export function Component() {
  const { t } = useTranslation('vkCatalog');
  const list = useListParams(['album']);
  return (
    <Page title={t('title')} description={t('what')}>
      <Stack gap="lg">
        <AlbumList chosen={list.filters.album} onChoose={(album) => list.narrow({ album })} />
        <div style={{ display: 'flex', maxWidth: 420 }}>
          <SearchBox value={list.search} label={t('search')} onSearch={(search) => list.narrow({ search })} />
        </div>
        <ItemGrid
          filter={{ page: list.page, search: list.search, albumId: list.filters.album }}
          onPage={list.setPage}
        />
      </Stack>
    </Page>
  );
}
