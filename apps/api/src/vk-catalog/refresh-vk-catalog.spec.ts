import { describe, expect, it } from '@jest/globals';
import type { VkItem } from '@evosync/vk';
import type { ConnectionsService, VkAccess } from '../connections/connections.service.js';
import { RefreshVkCatalogService } from './refresh-vk-catalog.service.js';
import type { VkCatalogWriter } from './vk-catalog-writer.js';

const anItem = (id: number, availability = 0): VkItem => ({
  ...{ id, ownerId: -1, title: `Чай № ${id}`, description: 'Чай', priceKopecks: 100, sku: null, stockAmount: 1 },
  ...{ availability, albumIds: [], photoIds: [], thumbUrl: null, rejectReason: null, categoryId: null, date: null },
});

describe('what a reading of VK takes for gone (M12)', () => {
  /** The ids that are written after VK listed some items and, asked for others one by one, showed some of those. */
  const read = async (listed: VkItem[], known: number[], shownById: VkItem[]) => {
    const written: number[] = [];
    const asked: number[] = [];
    const client = {
      readAlbums: () => Promise.resolve([]),
      readItems: () => Promise.resolve([...listed]),
      readItemsById: (_owner: number, ids: number[]) => {
        asked.push(...ids);
        return Promise.resolve(shownById);
      },
    };
    const writer = {
      writeAlbums: () => Promise.resolve(),
      writeItems: (_user: number, items: VkItem[]) => Promise.resolve(void written.push(...items.map(({ id }) => id))),
    };
    const connection = { userId: 1, readAt: new Date(), uncertainSince: null };
    const access = { client, ownerId: -1, connection } as unknown as VkAccess;
    const service = new RefreshVkCatalogService({} as ConnectionsService, writer as unknown as VkCatalogWriter);
    await service.refresh(access, known);
    return { written, asked };
  };

  it('nothing is asked for where the listing holds all that is known', async () => {
    expect(await read([anItem(1), anItem(2)], [1, 2], [])).toEqual({ written: [1, 2], asked: [] });
  });

  it('an item that is not listed and still shown by its id is there, whether on sale or not', async () => {
    expect(await read([anItem(1)], [1, 2, 3], [anItem(2), anItem(3, 2)])).toEqual({
      written: [1, 2, 3],
      asked: [2, 3],
    });
  });

  it('an item that VK shows as removed, or not at all, is gone', async () => {
    expect(await read([anItem(1)], [1, 2, 3], [anItem(2, 1)])).toEqual({ written: [1], asked: [2, 3] });
  });
});
