import { fingerprint, groupKeyOf, productKeyOf, shownFingerprint, vkLength } from '@evosync/mirror';
import type {
  AlbumLink,
  ItemFields,
  ItemLink,
  MirrorAlbum,
  MirrorInput,
  MirrorItem,
  MirrorProduct,
  Operation,
  ProductKey,
} from '@evosync/mirror';

type Catalogue = Pick<MirrorInput, 'settings' | 'stores' | 'groups' | 'products'>;
type StoredItem = Omit<MirrorItem, 'albumIds'> & { albumIds: number[] };

/** How a run goes: where the process dies, and whether it still wrote down what it did. */
export interface Carrying {
  /** How many operations are carried out before the process dies; all of them unless told otherwise. */
  stopAfter?: number;
  /** False: VK did the work, but every answer was lost before it reached our tables. */
  bookkeeping?: boolean;
}

/**
 * A VK shop in miniature with the tables that EvoSync keeps beside it: just enough to carry out a plan. It refuses, by
 * throwing, what VK would refuse, and a second item with the same sku.
 */
export class ModelShop {
  readonly items = new Map<number, StoredItem>();
  readonly albums = new Map<number, MirrorAlbum>();
  readonly itemLinks = new Map<string, ItemLink>();
  readonly albumLinks = new Map<string, AlbumLink>();
  readonly #seen = new Map<string, ProductKey>();
  readonly #showsAs: (text: string) => string;
  #lastId = 1000;

  /** `showsAs` is how this VK shows a text that was sent to it. */
  constructor(showsAs: (text: string) => string = (text) => text) {
    this.#showsAs = showsAs;
  }

  /** An independent shop in the same state. */
  copy(): ModelShop {
    const copy = new ModelShop(this.#showsAs);
    for (const [id, item] of this.items) copy.items.set(id, { ...item, albumIds: [...item.albumIds] });
    for (const [id, album] of this.albums) copy.albums.set(id, { ...album });
    for (const [key, link] of this.itemLinks) copy.itemLinks.set(key, link);
    for (const [key, link] of this.albumLinks) copy.albumLinks.set(key, link);
    for (const [key, product] of this.#seen) copy.#seen.set(key, product);
    copy.#lastId = this.#lastId;
    return copy;
  }

  /** What the planner gets when Evotor lists this catalogue; products seen before and missing now are gone. */
  inputFor(catalogue: Catalogue): MirrorInput {
    const listed = new Set(catalogue.products.map((product) => productKeyOf(keyOfProduct(product))));
    const goneProducts = [...this.#seen].filter(([key]) => !listed.has(key)).map(([, product]) => product);
    for (const product of catalogue.products) {
      this.#seen.set(productKeyOf(keyOfProduct(product)), keyOfProduct(product));
    }
    return {
      ...catalogue,
      goneProducts,
      items: [...this.items.values()].map((item) => ({ ...item, albumIds: [...item.albumIds] })),
      albums: [...this.albums.values()],
      itemLinks: [...this.itemLinks.values()],
      albumLinks: [...this.albumLinks.values()],
      askedAlbums: [],
    };
  }

  /** Carries out a plan, or the beginning of it. A run that ends reads back what VK shows of what it changed. */
  carryOut(
    operations: readonly Operation[],
    { stopAfter = operations.length, bookkeeping = true }: Carrying = {},
  ): void {
    const run = new ModelRun(this, bookkeeping);
    for (const operation of operations.slice(0, stopAfter)) run.step(operation);
    if (stopAfter >= operations.length && bookkeeping) this.#readBack();
  }

  /** The next free id, for an item or an album. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** The texts of an item as this VK shows them. */
  shown(changes: Partial<ItemFields>): Partial<StoredItem> {
    const { name, description, ...rest } = changes;
    return {
      ...rest,
      ...(name === undefined ? {} : { title: this.#showsAs(name) }),
      ...(description === undefined ? {} : { description: this.#showsAs(description) }),
    };
  }

  /** An album's title as this VK shows it. */
  shownTitle(title: string): string {
    return this.#showsAs(title);
  }

  #readBack(): void {
    for (const [key, link] of this.itemLinks) {
      const item = this.items.get(link.itemId);
      if (item && link.sent && !link.shown) this.itemLinks.set(key, { ...link, shown: shownFingerprint(item) });
    }
    for (const [key, link] of this.albumLinks) {
      const album = this.albums.get(link.albumId);
      if (album && link.shownTitle === null) this.albumLinks.set(key, { ...link, shownTitle: album.title });
    }
  }
}

/** One run over a plan: remembers what it created, for the steps that speak of it. */
class ModelRun {
  readonly #shop: ModelShop;
  readonly #bookkeeping: boolean;
  readonly #createdItems = new Map<string, number>();
  readonly #createdAlbums = new Map<string, number>();

  constructor(shop: ModelShop, bookkeeping: boolean) {
    this.#shop = shop;
    this.#bookkeeping = bookkeeping;
  }

  step(operation: Operation): void {
    switch (operation.kind) {
      case 'create-album': {
        const albumId = this.#shop.nextId();
        this.#createdAlbums.set(groupKeyOf(operation.group), albumId);
        this.#setTitle(albumId, operation.title);
        this.#linkAlbum({ ...operation.group, albumId, sentTitle: operation.title, shownTitle: null });
        return;
      }
      case 'rename-album': {
        this.#setTitle(existing(this.#shop.albums, operation.albumId).id, operation.title);
        const { group, albumId, title } = operation;
        this.#linkAlbum({ ...group, albumId, sentTitle: title, shownTitle: null });
        return;
      }
      case 'link-album': {
        const { group, albumId, title, shownTitle } = operation;
        this.#linkAlbum({ ...group, albumId, sentTitle: title, shownTitle });
        return;
      }
      case 'create-item':
        this.#createItem(operation.product, operation.fields);
        return;
      case 'edit-item':
        this.#editItem(operation);
        return;
      case 'hide-item': {
        Object.assign(existing(this.#shop.items, operation.itemId), { stockAmount: 0 });
        const { product, itemId, adopted } = operation;
        const before = this.#shop.itemLinks.get(productKeyOf(product));
        const [sent, shown] = [before?.sent ?? null, before?.shown ?? null];
        this.#linkItem({ ...product, itemId, adopted, hidden: true, sent, shown });
        return;
      }
      case 'delete-item':
        existing(this.#shop.items, operation.itemId);
        this.#shop.items.delete(operation.itemId);
        return;
      case 'link-item': {
        const { product, itemId, adopted, hidden, sent, shown } = operation;
        this.#linkItem({ ...product, itemId, adopted, hidden, sent, shown });
        return;
      }
      case 'add-to-album':
        this.#addToAlbum(operation);
        return;
      case 'remove-from-album': {
        const item = existing(this.#shop.items, operation.itemId);
        item.albumIds = item.albumIds.filter((id) => !operation.albumIds.includes(id));
      }
    }
  }

  #createItem(product: ProductKey, fields: ItemFields): void {
    refuseWhatVkRefuses(fields);
    const id = this.#shop.nextId();
    const item = { id, albumIds: [], title: '', description: '', priceKopecks: 0, stockAmount: null, sku: null };
    this.#shop.items.set(id, { ...item, ...this.#shop.shown(fields) });
    this.#refuseDuplicate(fields.sku);
    this.#createdItems.set(productKeyOf(product), id);
    this.#linkItem({ ...product, itemId: id, adopted: false, hidden: false, sent: fingerprint(fields), shown: null });
  }

  #editItem({ product, itemId, adopted, adopts, changes, fields }: Extract<Operation, { kind: 'edit-item' }>): void {
    refuseWhatVkRefuses(fields);
    const link = { ...product, itemId, adopted, hidden: false, sent: null, shown: null };
    // That an item is adopted is written down before VK is told, whatever happens to the answer.
    if (adopts) this.#shop.itemLinks.set(productKeyOf(product), link);
    Object.assign(existing(this.#shop.items, itemId), this.#shop.shown(changes));
    this.#refuseDuplicate(fields.sku);
    this.#linkItem({ ...link, sent: fingerprint(fields) });
  }

  #addToAlbum({ product, itemId, group, albumId }: Extract<Operation, { kind: 'add-to-album' }>): void {
    const id = itemId ?? this.#createdItems.get(productKeyOf(product)) ?? 0;
    const target = albumId ?? this.#createdAlbums.get(groupKeyOf(group)) ?? 0;
    existing(this.#shop.albums, target);
    const item = existing(this.#shop.items, id);
    if (item.albumIds.includes(target)) throw new Error(`1404: item ${id} is in album ${target} already`);
    item.albumIds.push(target);
  }

  #setTitle(id: number, title: string): void {
    if (title === '' || vkLength(title) > 128) throw new Error(`100: title "${title}"`);
    this.#shop.albums.set(id, { id, title: this.#shop.shownTitle(title) });
  }

  #linkItem(link: ItemLink): void {
    if (this.#bookkeeping) this.#shop.itemLinks.set(productKeyOf(link), link);
  }

  #linkAlbum(link: AlbumLink): void {
    if (this.#bookkeeping) this.#shop.albumLinks.set(groupKeyOf(link), link);
  }

  #refuseDuplicate(sku: string): void {
    const carriers = [...this.#shop.items.values()].filter((item) => item.sku === sku);
    if (carriers.length > 1) throw new Error(`${carriers.length} items carry the sku ${sku}`);
  }
}

function keyOfProduct(product: MirrorProduct): ProductKey {
  return { storeId: product.storeId, productId: product.id };
}

function existing<T>(things: ReadonlyMap<number, T>, id: number): T {
  const thing = things.get(id);
  if (thing === undefined) throw new Error(`1402 or 1403: ${id} not found`);
  return thing;
}

function refuseWhatVkRefuses({ name, description, priceKopecks, stockAmount }: ItemFields): void {
  const named = vkLength(name);
  const described = Array.from(description).length;
  if (named < 4 || named > 100) throw new Error(`100: name "${name}"`);
  if (described < 10 || described > 4000) throw new Error('100: description');
  if (!Number.isInteger(priceKopecks) || priceKopecks < 1) throw new Error(`100: price ${priceKopecks}`);
  if (!Number.isInteger(stockAmount) || stockAmount < -1 || stockAmount > 999_999) throw new Error('100: stock_amount');
}
