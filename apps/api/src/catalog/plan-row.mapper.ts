import {
  plainGroupsOf,
  productKeyOf,
  scopeOf,
  skuOf,
  storesById,
  type Fingerprint,
  type ItemLink,
  type MirrorGroup,
  type MirrorProduct,
  type MirrorStore,
  type PlainGroups,
  type ProductKey,
  type ProductPhotoState,
  type Stores,
} from '@evosync/mirror';

/** A product as the plan's query gives it. */
export interface PlanRow {
  store_id: string;
  id: string;
  name: string;
  type: string;
  price: string | null;
  quantity: string | null;
  measure_name: string | null;
  allow_to_sell: number;
  description: string | null;
  parent_id: string | null;
  is_age_limited: number;
  switched_off: number;
  removed: number | string;
  vk_product_id: string | number | null;
  vk_adopted: number;
  vk_hidden: number;
  vk_sent: string | Fingerprint | null;
  vk_shown: string | Fingerprint | null;
}

/**
 * Gathers what a plan needs of the rows, and no more: texts that many rows share are kept once, a product out of scope
 * is left out where it has no item, and comes as its key alone where only an item's sku speaks of it.
 */
export class PlanGoods {
  readonly products: MirrorProduct[] = [];
  readonly goneProducts: ProductKey[] = [];
  readonly itemLinks: ItemLink[] = [];
  private readonly shared = new Map<string, string>();

  private readonly stores: Stores;
  private readonly plainGroups: PlainGroups;

  /** `skus`: those that items in VK carry; `photos`: of products that have one of the merchant's own. */
  constructor(
    stores: readonly MirrorStore[],
    groups: readonly MirrorGroup[],
    private readonly skus: ReadonlySet<string>,
    private readonly photos: ReadonlyMap<string, ProductPhotoState>,
  ) {
    this.stores = storesById(stores);
    this.plainGroups = plainGroupsOf(groups);
  }

  add(row: PlanRow): void {
    const storeId = this.once(row.store_id);
    const linked = row.vk_product_id !== null;
    const listed = !Number(row.removed);
    if (!linked && !(listed && this.isInScope(row, storeId))) this.addOutsider({ storeId, productId: row.id });
    else if (!listed) this.goneProducts.push({ storeId, productId: row.id });
    else this.products.push(this.productOf(row, storeId));
    if (linked) this.itemLinks.push(this.linkOf(row, storeId));
  }

  private addOutsider(product: ProductKey): void {
    if (this.skus.has(skuOf(product))) this.goneProducts.push(product);
  }

  private isInScope(row: PlanRow, storeId: string): boolean {
    const product = { storeId, parentId: row.parent_id, switchedOff: Boolean(row.switched_off) };
    return scopeOf(product, this.stores, this.plainGroups).inScope;
  }

  private productOf(row: PlanRow, storeId: string): MirrorProduct {
    const photo = this.photos.size === 0 ? undefined : this.photos.get(productKeyOf({ storeId, productId: row.id }));
    return {
      ...(photo && { photo }),
      storeId,
      id: row.id,
      name: row.name,
      type: this.once(row.type),
      price: row.price,
      quantity: row.quantity === null ? null : this.once(row.quantity),
      measureName: row.measure_name === null ? null : this.once(row.measure_name),
      allowToSell: Boolean(row.allow_to_sell),
      description: row.description,
      parentId: row.parent_id === null ? null : this.once(row.parent_id),
      isAgeLimited: Boolean(row.is_age_limited),
      switchedOff: Boolean(row.switched_off),
    };
  }

  /** Mostly VK shows what was sent: then both are one object. */
  private linkOf(row: PlanRow, storeId: string): ItemLink {
    const sent = fingerprintOf(row.vk_sent);
    return {
      storeId,
      productId: row.id,
      itemId: Number(row.vk_product_id),
      adopted: Boolean(row.vk_adopted),
      hidden: Boolean(row.vk_hidden),
      sent,
      shown: row.vk_shown === row.vk_sent ? sent : fingerprintOf(row.vk_shown),
    };
  }

  private once(text: string): string {
    const known = this.shared.get(text);
    if (known !== undefined) return known;
    this.shared.set(text, text);
    return text;
  }
}

function fingerprintOf(stored: string | Fingerprint | null): Fingerprint | null {
  return typeof stored === 'string' ? (JSON.parse(stored) as Fingerprint) : stored;
}
