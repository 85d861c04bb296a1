import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/ui/page.js';
import { AlbumList } from '../../features/vk-catalog/components/album-list.js';
import { ItemFilters } from '../../features/vk-catalog/components/item-filters.js';
import { ItemGrid } from '../../features/vk-catalog/components/item-grid.js';
import { useListParams } from '../../lib/use-list-params.js';

/** What the VK shop holds. */
export function Component() {
  const { t } = useTranslation('vkCatalog');
  const list = useListParams(['album', 'mine']);
  return (
    <Page title={t('title')} description={t('what')}>
      <Stack gap="lg">
        <AlbumList chosen={list.filters.album} onChoose={(album) => list.narrow({ album })} />
        <ItemFilters list={list} />
        <ItemGrid
          filter={{ page: list.page, search: list.search, albumId: list.filters.album, mine: list.filters.mine }}
          onShowAll={() => list.narrow({ search: null, album: null, mine: null })}
          onPage={list.setPage}
        />
      </Stack>
    </Page>
  );
}
