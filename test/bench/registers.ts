import { planMirror, type MirrorInput, type MirrorItem } from '@evosync/mirror';

const STORE = '20230514-7A31-40C2-80F4-1B6E50A9D3C7';

/** A register of one store, everything in scope, nothing in VK yet. */
export function register(size: number): MirrorInput {
  const groups = Array.from({ length: Math.max(1, Math.ceil(size / 100)) }, (_, index) => ({
    ...{ storeId: STORE, id: `group-${index}`, name: `Отдел ${index}`, parentId: null },
    ...{ isModification: false, enabled: true },
  }));
  const products = Array.from({ length: size }, (_, index) => ({
    ...{ storeId: STORE, id: `product-${index}`, name: `Чай чёрный байховый № ${index}, 100 г`, type: 'NORMAL' },
    ...{ price: `${100 + (index % 900)}.50`, quantity: String(index % 40), measureName: 'шт', allowToSell: true },
    ...{ description: `Крупнолистовой, сбор ${index}.`, parentId: groups[index % groups.length]?.id ?? null },
    ...{ isAgeLimited: false, switchedOff: false },
  }));
  return {
    settings: {
      priceMultiplier: '1',
      stockMode: 'fixed',
      stockAmount: 1000,
      onRemoved: 'hide',
      adoptExisting: 'title',
    },
    stores: [{ id: STORE, enabled: true, readable: true, ungroupedEnabled: true }],
    ...{ groups, products, goneProducts: [], albums: [], items: [], itemLinks: [], albumLinks: [], askedAlbums: [] },
  };
}

/** The same register after its first mirror: nothing is left to do but to see that. */
export function mirrored(input: MirrorInput): MirrorInput {
  const albums = input.groups.map((group, index) => ({ id: index + 1, title: group.name }));
  const albumOf = new Map(input.groups.map((group, index) => [group.id, index + 1]));
  const parentOf = new Map(input.products.map((product) => [product.id, product.parentId]));
  const items: MirrorItem[] = planMirror(input).operations.flatMap((operation, index) =>
    operation.kind === 'create-item'
      ? [
          {
            ...{ id: index + 1, title: operation.fields.name, description: operation.fields.description },
            ...{ priceKopecks: operation.fields.priceKopecks, stockAmount: operation.fields.stockAmount },
            ...{
              sku: operation.fields.sku,
              albumIds: [albumOf.get(parentOf.get(operation.product.productId) ?? '') ?? 0],
            },
          },
        ]
      : [],
  );
  const found = { ...input, albums, items };
  const itemLinks = planMirror(found).operations.flatMap((operation) =>
    operation.kind === 'link-item' ? [{ ...operation.product, ...operation }] : [],
  );
  const albumLinks = albums.map((album, index) => ({
    ...{ storeId: STORE, groupId: input.groups[index]?.id ?? '', albumId: album.id },
    ...{ sentTitle: album.title, shownTitle: album.title },
  }));
  return { ...found, itemLinks, albumLinks };
}
