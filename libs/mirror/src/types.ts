/** A store of the merchant, as far as the plan needs it. */
export interface MirrorStore {
  id: string;
  enabled: boolean;
  /** False when this store could not be read (402, a listing that failed): its goods in VK stay as they are. */
  readable: boolean;
  /** Whether the group `none` (products without a plain group above them) is enabled. */
  ungroupedEnabled: boolean;
}

/** A product group of Evotor. A modification group is part of the path to a plain group, not a group (M1). */
export interface MirrorGroup {
  storeId: string;
  id: string;
  name: string;
  parentId: string | null;
  isModification: boolean;
  enabled: boolean;
}

/** A product as Evotor lists it now. Decimals are strings, so that nothing is lost on the way. */
export interface MirrorProduct {
  storeId: string;
  id: string;
  name: string;
  type: string;
  /** Roubles, for example `"123.4"`; null when the register gives none. */
  price: string | null;
  /** Null when the register gives no quantity. */
  quantity: string | null;
  measureName: string | null;
  allowToSell: boolean;
  description: string | null;
  parentId: string | null;
  isAgeLimited: boolean;
  /** The merchant switched this one product off. */
  switchedOff: boolean;
  /** Left out: the merchant gave it no photo, and VK shows none of theirs. */
  photo?: ProductPhotoState;
}

/** The photo that the merchant gave a product, against the one of theirs that VK shows; hashes of what is in them. */
export interface ProductPhotoState {
  /** Null: taken away. */
  wanted: string | null;
  sent: string | null;
  /** The item that `sent` stands on. */
  sentItemId: number | null;
}

export interface ProductKey {
  storeId: string;
  productId: string;
}

export interface GroupKey {
  storeId: string;
  groupId: string;
}

/** What EvoSync wants an item of VK to be. */
export interface ItemFields {
  name: string;
  description: string;
  /** Integer kopecks. */
  priceKopecks: number;
  stockAmount: number;
  sku: string;
}

/** A short form of an item's fields to compare later: texts as hashes. Null: VK did not show that field. */
export interface Fingerprint {
  name: string;
  description: string;
  priceKopecks: number;
  stockAmount: number | null;
  sku: string | null;
}

/** An item of VK as last read (`market.get` with `with_disabled` and `extended`); texts exactly as VK gave them. */
export interface MirrorItem {
  id: number;
  title: string;
  description: string;
  priceKopecks: number;
  stockAmount: number | null;
  sku: string | null;
  albumIds: readonly number[];
}

export interface MirrorAlbum {
  id: number;
  title: string;
}

/** What our own tables remember of the item that stands for a product. */
export interface ItemLink extends ProductKey {
  itemId: number;
  adopted: boolean;
  /** Already hidden as M12 says; it is done once. */
  hidden: boolean;
  /** What was sent last; null when unknown. */
  sent: Fingerprint | null;
  /** What VK showed after that; null when it was not read back yet. */
  shown: Fingerprint | null;
}

/** The album that stands for a group. */
export interface AlbumLink extends GroupKey {
  albumId: number;
  sentTitle: string | null;
  shownTitle: string | null;
}

/** An album whose making was begun for a group, under this title, and of which nothing was heard: it may be there. */
export interface AskedAlbum extends GroupKey {
  title: string;
}

export interface MirrorSettings {
  /** Decimal, for example `"1"` or `"100"`. */
  priceMultiplier: string;
  stockMode: 'fixed' | 'evotor';
  /** `VK_STOCK_AMOUNT`. */
  stockAmount: number;
  onRemoved: 'hide' | 'delete' | 'keep';
  adoptExisting: 'title' | 'never';
}

export interface MirrorInput {
  settings: MirrorSettings;
  stores: readonly MirrorStore[];
  groups: readonly MirrorGroup[];
  products: readonly MirrorProduct[];
  /** Products that Evotor no longer lists but that EvoSync once knew: their items are still ours. */
  goneProducts: readonly ProductKey[];
  albums: readonly MirrorAlbum[];
  items: readonly MirrorItem[];
  itemLinks: readonly ItemLink[];
  albumLinks: readonly AlbumLink[];
  askedAlbums: readonly AskedAlbum[];
}

/** Stable codes, shown translated. */
export type SkipReason = 'not_for_sale' | 'restricted_goods' | 'no_price';
export type Reason = SkipReason | 'out_of_scope' | 'adopted' | 'vk_rejected' | 'photo_rejected' | 'quota_reached';

/** One step of the plan. Those named `link-…` only write down what is already so: they need no call to VK. */
export type Operation =
  | { kind: 'create-album'; group: GroupKey; title: string }
  | { kind: 'rename-album'; group: GroupKey; albumId: number; title: string }
  | { kind: 'link-album'; group: GroupKey; albumId: number; title: string; shownTitle: string }
  | { kind: 'hide-item'; product: ProductKey; itemId: number; adopted: boolean; reason: Reason }
  | { kind: 'delete-item'; product: ProductKey; itemId: number; reason: Reason }
  | {
      kind: 'edit-item';
      product: ProductKey;
      itemId: number;
      /** Only what differs. */
      changes: Partial<ItemFields>;
      /** All that the item should be after it. */
      fields: ItemFields;
      /** Set when the merchant's own photo is to be put there, or (null) the photo that the product has without it. */
      photo?: { hash: string | null };
      /** Whether it is to be created anew should it turn out to be gone (M9, M12). */
      forSale: boolean;
      /** True when this item becomes the product's by M8 now. */
      adopts: boolean;
      adopted: boolean;
    }
  | { kind: 'create-item'; product: ProductKey; fields: ItemFields }
  | {
      kind: 'link-item';
      product: ProductKey;
      itemId: number;
      adopted: boolean;
      hidden: boolean;
      sent: Fingerprint | null;
      shown: Fingerprint | null;
    }
  /** `itemId` null: the item that this plan creates for the product. `albumId` null: the album that it creates for the group. */
  | { kind: 'add-to-album'; product: ProductKey; itemId: number | null; group: GroupKey; albumId: number | null }
  | { kind: 'remove-from-album'; product: ProductKey; itemId: number; albumIds: number[] };

export type Action = 'create' | 'update' | 'adopt' | 'hide' | 'delete' | 'skip' | 'unchanged';

/** What the plan means for one product: every product in scope has one, and every other one whose item changes. */
export interface Decision {
  product: ProductKey;
  name: string;
  action: Action;
  reason: Reason | null;
  itemId: number | null;
}

export interface Plan {
  operations: Operation[];
  decisions: Decision[];
}
