import type {
  AlbumLink,
  ItemLink,
  MirrorAlbum,
  MirrorGroup,
  MirrorInput,
  MirrorItem,
  MirrorProduct,
  MirrorSettings,
  MirrorStore,
} from '@evosync/mirror';

/** The store that everything built here stands in unless told otherwise; upper case, as Evotor spells store ids. */
export const STORE_ID = '20170228-F4F1-401B-80FA-9ECCA8451FFB';

/** The group that products built here stand in unless told otherwise. */
export const GROUP_ID = '7c1f0a52-6d0e-4b57-9a35-20b8f4e7c901';

/** An enabled, readable store whose products without a group are mirrored too. */
export function aStore(changes: Partial<MirrorStore> = {}): MirrorStore {
  return { id: STORE_ID, enabled: true, readable: true, ungroupedEnabled: true, ...changes };
}

/** An enabled plain group at the root of the store. */
export function aGroup(changes: Partial<MirrorGroup> = {}): MirrorGroup {
  return {
    storeId: STORE_ID,
    id: GROUP_ID,
    name: 'Чай',
    parentId: null,
    isModification: false,
    enabled: true,
    ...changes,
  };
}

/** A product for sale at 129.90 roubles in the group of `aGroup()`. */
export function aProduct(changes: Partial<MirrorProduct> = {}): MirrorProduct {
  return {
    storeId: STORE_ID,
    id: '0e6b2d0c-58a1-4c3f-8d25-91c7be0a4f10',
    name: 'Чай чёрный «Утренний»',
    type: 'NORMAL',
    price: '129.9',
    quantity: '12',
    measureName: 'шт',
    allowToSell: true,
    description: null,
    parentId: GROUP_ID,
    isAgeLimited: false,
    switchedOff: false,
    ...changes,
  };
}

/** An item of the merchant's own in VK: no sku, in no album. */
export function aVkItem(changes: Partial<MirrorItem> = {}): MirrorItem {
  return {
    id: 501,
    title: 'Кружка «Волна», 350 мл',
    description: 'Керамика, ручная роспись.',
    priceKopecks: 69_000,
    stockAmount: 5,
    sku: null,
    albumIds: [],
    ...changes,
  };
}

/** An album of VK. */
export function anAlbum(changes: Partial<MirrorAlbum> = {}): MirrorAlbum {
  return { id: 7, title: 'Чай', ...changes };
}

/** The link of `aProduct()` to `aVkItem()`: created by EvoSync, nothing remembered of what was sent. */
export function anItemLink(changes: Partial<ItemLink> = {}): ItemLink {
  return {
    storeId: STORE_ID,
    productId: '0e6b2d0c-58a1-4c3f-8d25-91c7be0a4f10',
    itemId: 501,
    adopted: false,
    hidden: false,
    sent: null,
    shown: null,
    ...changes,
  };
}

/** The link of `aGroup()` to `anAlbum()`, sent and shown alike. */
export function anAlbumLink(changes: Partial<AlbumLink> = {}): AlbumLink {
  return { storeId: STORE_ID, groupId: GROUP_ID, albumId: 7, sentTitle: 'Чай', shownTitle: 'Чай', ...changes };
}

/** The settings a merchant starts with. */
export function mirrorSettings(changes: Partial<MirrorSettings> = {}): MirrorSettings {
  return {
    priceMultiplier: '1',
    stockMode: 'fixed',
    stockAmount: 1000,
    onRemoved: 'hide',
    adoptExisting: 'title',
    ...changes,
  };
}

/** Input for a plan: one store with one group, both mirrored, an empty shop; settings may be given in part. */
export function aMirrorInput(
  changes: Partial<Omit<MirrorInput, 'settings'>> & { settings?: Partial<MirrorSettings> } = {},
): MirrorInput {
  return {
    stores: [aStore()],
    groups: [aGroup()],
    products: [],
    goneProducts: [],
    albums: [],
    items: [],
    itemLinks: [],
    albumLinks: [],
    askedAlbums: [],
    ...changes,
    settings: mirrorSettings(changes.settings),
  };
}
