import { datedId, strictId } from './ids.js';
import {
  PERMISSIONS,
  type DeviceRecord,
  type GroupInput,
  type GroupRecord,
  type ImageRecord,
  type Merchant,
  type Permission,
  type ProductInput,
  type ProductRecord,
  type StoreRecord,
} from './model.js';

/** How the register behaves where the documentation is silent. */
export interface StateOptions {
  now: () => number;
  /** Whether a change of nothing but the stock moves `updated_at`. */
  stockBumpsUpdatedAt: () => boolean;
}

/** Everything the Evotor Cloud keeps: merchants, their stores, tills, groups and goods. */
export class EvotorState {
  readonly merchants = new Map<string, Merchant>();
  readonly stores = new Map<string, StoreRecord>();
  readonly devices = new Map<string, DeviceRecord>();
  readonly #options: StateOptions;
  #seq = 0;

  constructor(options: StateOptions) {
    this.#options = options;
  }

  clear(): void {
    this.merchants.clear();
    this.stores.clear();
    this.devices.clear();
    this.#seq = 0;
  }

  /** Adds a merchant or, for a known `userId`, replaces token and rights. */
  addMerchant(input: {
    token: string;
    userId: string;
    permissions?: readonly Permission[];
    installed?: boolean;
  }): Merchant {
    const merchant: Merchant = {
      userId: input.userId,
      token: input.token,
      permissions: new Set(input.permissions ?? PERMISSIONS),
      installed: input.installed ?? true,
    };
    this.merchants.set(merchant.userId, merchant);
    return merchant;
  }

  merchantByToken(token: string): Merchant | undefined {
    return [...this.merchants.values()].find((merchant) => merchant.token === token);
  }

  /** Adds a store with one till. Throws on an unknown merchant. */
  addStore(userId: string, input: { id?: string; name: string; address?: string | null; paid?: boolean }): StoreRecord {
    if (!this.merchants.has(userId)) throw new Error(`Unknown merchant ${userId}`);
    const kept = this.#keep(input.id ?? datedId('20230514', `${userId} ${input.name} ${this.#seq}`));
    const store: StoreRecord = {
      ...kept,
      userId,
      name: input.name,
      address: input.address,
      paid: input.paid ?? true,
      groups: new Map(),
      products: new Map(),
    };
    this.stores.set(store.id, store);
    const till = this.#keep(datedId('20230601', `till of ${store.id}`));
    this.devices.set(till.id, { ...till, userId, storeId: store.id, name: `Касса: ${store.name}` });
    return store;
  }

  storesOf(userId: string): StoreRecord[] {
    return [...this.stores.values()].filter((store) => store.userId === userId);
  }

  /** The store of that id, spelt exactly so. Throws on an unknown one. */
  store(storeId: string): StoreRecord {
    const store = this.stores.get(storeId);
    if (!store) throw new Error(`Unknown store ${storeId}`);
    return store;
  }

  /** Takes a store away with its tills, as if the merchant had closed it. */
  deleteStore(storeId: string): boolean {
    for (const device of this.devices.values()) if (device.storeId === storeId) this.devices.delete(device.id);
    return this.stores.delete(storeId);
  }

  /** Adds or changes a group: the fields given are set, `undefined` removes one, the others stay. */
  upsertGroup(storeId: string, input: GroupInput): GroupRecord {
    const { groups } = this.store(storeId);
    const { id = strictId(`group ${storeId} ${this.#seq}`), ...changes } = input;
    const old = groups.get(id);
    const record: GroupRecord = old
      ? { ...old, fields: pruned({ ...old.fields, ...changes }), updatedAt: this.#options.now() }
      : { ...this.#keep(id), fields: pruned({ name: 'Новая группа', ...changes }) };
    groups.set(id, record);
    return record;
  }

  /** Removes a group. What was in it keeps its `parent_id`, which now points nowhere. */
  deleteGroup(storeId: string, groupId: string): boolean {
    return this.store(storeId).groups.delete(groupId);
  }

  /** Adds or changes a product: the fields given are set, `undefined` removes one, the others stay. */
  upsertProduct(storeId: string, input: ProductInput): ProductRecord {
    const { products } = this.store(storeId);
    const { id = strictId(`product ${storeId} ${this.#seq}`), picture, ...changes } = input;
    const old = products.get(id);
    const defaults = { name: 'Новый товар', type: 'NORMAL', price: 0, tax: 'NO_VAT', allow_to_sell: true };
    const record: ProductRecord = old
      ? { ...old, fields: pruned({ ...old.fields, ...changes }) }
      : { ...this.#keep(id), fields: pruned({ ...defaults, ...changes }), image: undefined };
    if (old && (picture !== undefined || this.#movesTime(changes))) record.updatedAt = this.#options.now();
    if (picture === false) record.image = undefined;
    if (picture === true) record.image = this.#imageOf(storeId, record);
    products.set(id, record);
    return record;
  }

  /** Removes a product without a trace, as the Cloud does. */
  deleteProduct(storeId: string, productId: string): boolean {
    return this.store(storeId).products.delete(productId);
  }

  imageById(imageId: string): ImageRecord | undefined {
    for (const store of this.stores.values())
      for (const product of store.products.values()) if (product.image?.id === imageId) return product.image;
    return undefined;
  }

  #movesTime(changes: object): boolean {
    const changed = Object.keys(changes);
    return changed.some((field) => field !== 'quantity') || this.#options.stockBumpsUpdatedAt();
  }

  #imageOf(storeId: string, product: ProductRecord): ImageRecord {
    const id = strictId(`image ${storeId} ${product.id} ${this.#seq}`);
    return { ...this.#keep(id), productId: product.id, caption: product.fields.name };
  }

  #keep(id: string): { seq: number; id: string; createdAt: number; updatedAt: number } {
    const now = this.#options.now();
    this.#seq += 1;
    return { seq: this.#seq, id, createdAt: now, updatedAt: now };
  }
}

function pruned<T extends object>(fields: T): T {
  for (const [key, value] of Object.entries(fields)) if (value === undefined) Reflect.deleteProperty(fields, key);
  return fields;
}
