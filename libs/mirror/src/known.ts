import { wantedOf } from './fields.js';
import type { FieldRules, Wanted } from './fields.js';
import { byKey } from './keys.js';
import { groupOf, plainGroupsOf, scopeIn, storesById } from './scope.js';
import { skuOf } from './sku.js';
import type {
  ItemLink,
  MirrorGroup,
  MirrorInput,
  MirrorItem,
  MirrorProduct,
  MirrorStore,
  ProductKey,
} from './types.js';

/** A product that EvoSync knows, still listed by Evotor or gone, with everything that the rules say about it alone. */
export interface KnownProduct {
  /** Its id in lower case. */
  id: string;
  key: ProductKey;
  sku: string;
  link: ItemLink | null;
  /** False: its store could not be read, nothing may be done to its item. */
  readable: boolean;
  /** Set when the product is in scope (M1). */
  scoped: ScopedProduct | null;
}

/** What a product in scope should be in VK; its long texts are made when it is its turn. */
export interface ScopedProduct extends Wanted {
  product: MirrorProduct;
  /** Null: the group `none` of its store. */
  group: MirrorGroup | null;
}

/** The products of one store, by their id in lower case. */
interface Shelf {
  id: string;
  store: MirrorStore | undefined;
  products: Map<string, KnownProduct>;
}

/** All products of the input, those that are gone too, each once and in the order of the plan. */
export function knownProducts(input: MirrorInput, rules: FieldRules): KnownProduct[] {
  const shelves = new Shelves(input);
  const groups = plainGroupsOf(input.groups);
  // Those that Evotor lists come last and replace what was gone.
  for (const { storeId, productId } of input.goneProducts) shelves.put({ storeId, productId });
  for (const product of input.products) {
    const known = shelves.put({ storeId: product.storeId, productId: product.id });
    known.scoped = scopedProduct(product, shelves.of(product.storeId).store, groups, rules);
  }
  for (const link of input.itemLinks) {
    const known = shelves.of(link.storeId).products.get(link.productId.toLowerCase());
    if (known) known.link = link;
  }
  return shelves.inOrder();
}

/** The link of a product when it speaks of this very item. */
export function linkTo(known: KnownProduct, item: MirrorItem): ItemLink | null {
  return known.link?.itemId === item.id ? known.link : null;
}

function scopedProduct(
  product: MirrorProduct,
  store: MirrorStore | undefined,
  groups: ReturnType<typeof plainGroupsOf>,
  rules: FieldRules,
): ScopedProduct | null {
  const group = groupOf(product, groups);
  if (!scopeIn(store, group, product)) return null;
  const { name, skip, priceKopecks } = wantedOf(product, rules);
  return { name, skip, priceKopecks, group, product };
}

/** Store ids are spelled alike on most products: each spelling is lowered once, and keys stay short. */
class Shelves {
  readonly #stores: ReadonlyMap<string, MirrorStore>;
  readonly #bySpelling = new Map<string, Shelf>();
  readonly #byId = new Map<string, Shelf>();

  constructor(input: MirrorInput) {
    this.#stores = storesById(input.stores);
  }

  of(storeId: string): Shelf {
    const spelled = this.#bySpelling.get(storeId);
    if (spelled) return spelled;
    const id = storeId.toLowerCase();
    const shelf = this.#byId.get(id) ?? { id, store: this.#stores.get(id), products: new Map() };
    this.#byId.set(id, shelf);
    this.#bySpelling.set(storeId, shelf);
    return shelf;
  }

  put(key: ProductKey): KnownProduct {
    const shelf = this.of(key.storeId);
    const id = key.productId.toLowerCase();
    const readable = shelf.store?.readable ?? true;
    const known: KnownProduct = { id, key, sku: skuOf(key), link: null, readable, scoped: null };
    shelf.products.set(id, known);
    return known;
  }

  inOrder(): KnownProduct[] {
    return [...this.#byId.values()].sort(byKey).flatMap((shelf) => [...shelf.products.values()].sort(byKey));
  }
}
