import {
  groupKeyOf,
  productKeyOf,
  shownTitle,
  type Decision,
  type ItemFields,
  type MirrorItem,
  type MirrorProduct,
  type Operation,
} from '@evosync/mirror';
import { fromKopecks, plainDecimal, roubles } from '../../catalog/decimals.js';
import { photoUrl } from '../../catalog/photos/photo-url.js';
import type { PlannedMirror } from '../plan.service.js';
import type { PlannedAlbumDto, PlannedChangeDto, PlannedItemDto, PlannedRegisterDto } from './preview.dto.js';

type OperationOf<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>;

/** What a run would tell of a product: one whose item only moves between albums counts as updated. */
export interface PlannedProduct extends Omit<Decision, 'action'> {
  action: PlannedItemDto['action'];
}

/** A plan, ready to be looked up product by product. */
export class PlanView {
  /** In the plan's order, what is left out after what is done. */
  readonly products: PlannedProduct[];
  private readonly writes = new Map<string, Operation>();
  private readonly joins = new Map<string, OperationOf<'add-to-album'>>();
  private readonly leaves = new Map<string, OperationOf<'remove-from-album'>>();
  private readonly items: ReadonlyMap<number, MirrorItem>;
  private readonly register: ReadonlyMap<string, MirrorProduct>;
  private readonly albumTitles: ReadonlyMap<number, string>;
  private readonly groupNames: ReadonlyMap<string, string>;

  constructor(private readonly planned: PlannedMirror) {
    const { plan, input } = planned;
    for (const operation of plan.operations) this.note(operation);
    this.items = new Map(input.items.map((item) => [item.id, item]));
    this.register = new Map(
      input.products.map((product) => [productKeyOf({ storeId: product.storeId, productId: product.id }), product]),
    );
    this.albumTitles = new Map(input.albums.map((album) => [album.id, shownTitle(album.title)]));
    this.groupNames = new Map(
      input.groups.map((group) => [groupKeyOf({ storeId: group.storeId, groupId: group.id }), group.name]),
    );
    const products = plan.decisions.map((decision): PlannedProduct => {
      const moves = this.moves(productKeyOf(decision.product));
      return decision.action === 'unchanged' && moves ? { ...decision, action: 'update' } : decision;
    });
    const isSkipped = ({ action }: PlannedProduct) => action === 'skip';
    this.products = [...products.filter((product) => !isSkipped(product)), ...products.filter(isSkipped)];
  }

  /** Albums that the plan makes or renames, in its order. */
  albums(): PlannedAlbumDto[] {
    return this.planned.plan.operations.flatMap((operation): PlannedAlbumDto[] => {
      if (operation.kind === 'create-album') {
        return [{ action: 'create', ...operation.group, title: operation.title, from: null }];
      }
      if (operation.kind !== 'rename-album') return [];
      const from = this.albumTitles.get(operation.albumId) ?? null;
      return [{ action: 'rename', ...operation.group, title: operation.title, from }];
    });
  }

  /** A product as the preview shows it; what is known of its item beside the plan's reading is given by the caller. */
  show(product: PlannedProduct, shop: { photoUrl: string | null; url: string | null }): PlannedItemDto {
    const key = productKeyOf(product.product);
    const item = product.itemId === null ? undefined : this.items.get(product.itemId);
    const register = this.register.get(key);
    return {
      ...product.product,
      name: product.name,
      action: product.action,
      reason: product.reason,
      vkProductId: product.itemId,
      register: register ? toRegister(register) : null,
      vk: item
        ? {
            title: shownTitle(item.title),
            price: fromKopecks(item.priceKopecks),
            stockAmount: item.stockAmount,
            ...shop,
          }
        : null,
      changes: [...this.fieldChanges(key, item, shop.photoUrl), ...this.albumChange(key)],
    };
  }

  private note(operation: Operation): void {
    if (!('product' in operation) || operation.kind === 'link-item') return;
    const key = productKeyOf(operation.product);
    if (operation.kind === 'add-to-album') this.joins.set(key, operation);
    else if (operation.kind === 'remove-from-album') this.leaves.set(key, operation);
    else this.writes.set(key, operation);
  }

  private moves(key: string): boolean {
    return this.joins.has(key) || this.leaves.has(key);
  }

  private fieldChanges(key: string, item: MirrorItem | undefined, shownPhoto: string | null): PlannedChangeDto[] {
    const operation = this.writes.get(key);
    if (operation?.kind === 'create-item') {
      return [...changesOf(operation.fields, undefined, ['sku']), ...this.photoChange(key, shownPhoto, true)];
    }
    if (operation?.kind === 'edit-item') {
      return [...changesOf(operation.changes, item), ...this.photoChange(key, shownPhoto, !!operation.photo)];
    }
    if (operation?.kind === 'hide-item') return changesOf({ stockAmount: 0 }, item);
    return [];
  }

  /** Addresses of pictures; a photo that is not the merchant's own has none here. */
  private photoChange(key: string, from: string | null, changes: boolean): PlannedChangeDto[] {
    const product = this.register.get(key);
    const own = product?.photo?.wanted ?? null;
    if (!changes || !product || (from === null && own === null)) return [];
    return [{ field: 'photo', from, to: own === null ? null : photoUrl(product.storeId, product.id, own) }];
  }

  private albumChange(key: string): PlannedChangeDto[] {
    const [joins, leaves] = [this.joins.get(key), this.leaves.get(key)];
    if (!joins && !leaves) return [];
    const left = leaves?.albumIds.map((id) => this.albumTitles.get(id) ?? '').filter(Boolean) ?? [];
    const joined = joins ? (this.groupNames.get(groupKeyOf(joins.group)) ?? null) : null;
    return [{ field: 'album', from: left.length > 0 ? left.join(', ') : null, to: joined }];
  }
}

const FIELDS = [
  ['name', 'name', (item: MirrorItem) => shownTitle(item.title), String],
  ['priceKopecks', 'price', (item: MirrorItem) => item.priceKopecks, (value: unknown) => fromKopecks(Number(value))],
  ['stockAmount', 'stock', (item: MirrorItem) => item.stockAmount, String],
  ['description', 'description', (item: MirrorItem) => item.description, String],
  ['sku', 'sku', (item: MirrorItem) => item.sku, String],
] as const;

function changesOf(
  wanted: Partial<ItemFields>,
  item: MirrorItem | undefined,
  without: readonly (keyof ItemFields)[] = [],
): PlannedChangeDto[] {
  return FIELDS.flatMap(([name, field, shownIn, say]): PlannedChangeDto[] => {
    const to = wanted[name];
    if (to === undefined || without.includes(name)) return [];
    const from = item ? shownIn(item) : null;
    return [{ field, from: from === null ? null : say(from), to: say(to) }];
  });
}

function toRegister(product: MirrorProduct): PlannedRegisterDto {
  return {
    name: product.name,
    price: product.price === null ? null : roubles(product.price),
    quantity: product.quantity === null ? null : plainDecimal(product.quantity),
    measureName: product.measureName,
    allowToSell: product.allowToSell,
  };
}
