import type { GroupRecord, ProductRecord, StoreRecord } from '../model.js';
import { evotorTime } from '../time.js';
import { groupToWire } from '../wire.js';
import type { WebhookStyle } from './settings.js';

type Body = Record<string, unknown>;

/** A field no document knows, as Evotor adds them without notice. */
const EXTRA: Body = { _schema: 'preview-7', traceContext: { hop: 1 } };

/** A body with the merchant's id under the field that the style calls for. */
export function userBody(style: WebhookStyle, userId: string, rest: Body = {}): Body {
  return { [style.userKey]: userId, ...rest, ...extra(style) };
}

/** A body of the subscription kind. */
export function subscriptionBody(style: WebhookStyle, event: Body & { userId: string; type: string }): Body {
  const { userId, type, ...rest } = event;
  return userBody(style, userId, { type: typed(style, type), ...rest });
}

/** A body of the installation kind; the merchant stands in `data`. */
export function installationBody(
  style: WebhookStyle,
  event: { id: string; at: number; type: string; appId: string; userId: string },
): Body {
  return {
    id: event.id,
    timestamp: stamp(style, event.at),
    version: 2,
    type: typed(style, event.type),
    data: { productId: event.appId, [style.userKey]: event.userId, ...extra(style) },
    ...extra(style),
  };
}

/** A receipt; what was paid back has a negative quantity. */
export function receiptBody(
  style: WebhookStyle,
  receipt: {
    id: string;
    at: number;
    userId: string;
    store: string;
    device: string;
    type: 'SELL' | 'PAYBACK';
    items: Body[];
  },
): Body {
  return {
    id: receipt.id,
    timestamp: stamp(style, receipt.at),
    type: typed(style, 'ReceiptCreated'),
    version: 2,
    [style.userKey]: receipt.userId,
    data: {
      id: `${receipt.id}-receipt`,
      deviceId: receipt.device,
      storeId: receipt.store,
      dateTime: evotorTime(receipt.at),
      type: receipt.type,
      items: receipt.items,
    },
    ...extra(style),
  };
}

/** A document of the till, v1. Its body is not documented any more; the fields are those of the old reference. */
export function documentBody(document: {
  id: string;
  at: number;
  type: string;
  store: string;
  device: string;
  positions: Body[];
}): Body {
  return {
    uuid: document.id,
    type: document.type,
    deviceUuid: document.device,
    storeUuid: document.store,
    openDate: evotorTime(document.at),
    closeDate: evotorTime(document.at),
    transactions: document.positions.map((position) => ({ type: 'REGISTER_POSITION', ...position })),
  };
}

/** A product as a push has it; with `fields` only those (and the id) are in it. */
export function productBody(
  style: WebhookStyle,
  store: StoreRecord,
  product: ProductRecord,
  fields?: readonly string[],
): Body {
  const whole = style.products === 'v2' ? { id: product.id, ...product.fields } : productV1(store, product);
  return { ...only(whole, fields), ...extra(style) };
}

/** A group as a push has it. */
export function groupBody(style: WebhookStyle, store: StoreRecord, group: GroupRecord): Body {
  const { name, parent_id: parentUuid, barcodes, attributes } = group.fields;
  if (style.products === 'v2') return { ...groupToWire(group, store), ...extra(style) };
  return defined({
    uuid: group.id,
    group: true,
    hasVariants: (attributes ?? []).length > 0,
    parentUuid,
    name,
    barCodes: barcodes,
    ...extra(style),
  });
}

function productV1(store: StoreRecord, { id, fields }: ProductRecord): Body {
  return defined({
    uuid: id,
    group: false,
    parentUuid: fields.parent_id,
    type: fields.type,
    name: fields.name,
    code: fields.code,
    barCodes: fields.barcodes ?? [],
    alcoCodes: fields['alcocodes'] ?? [],
    price: fields.price,
    costPrice: fields.cost_price,
    quantity: fields.quantity,
    measureName: fields.measure_name,
    tax: fields.tax,
    allowToSell: fields.allow_to_sell,
    description: fields.description ?? '',
    articleNumber: fields.article_number,
    alcoholByVolume: fields['alcohol_by_volume'],
    alcoholProductKindCode: fields['alcohol_product_kind_code'],
    tareVolume: fields['tare_volume'],
    attributes: attributesV1(store, fields.parent_id, fields.attributes_choices),
  });
}

/** v1 tells properties of modifications by names where v2 has ids. */
function attributesV1(
  store: StoreRecord,
  parentId: string | null | undefined,
  choices: Record<string, string> | null | undefined,
): Record<string, string> {
  const attributes = store.groups.get(parentId ?? '')?.fields.attributes ?? [];
  const named = Object.entries(choices ?? {}).flatMap(([attributeId, choiceId]) => {
    const attribute = attributes.find(({ id }) => id === attributeId);
    const choice = attribute?.choices.find(({ id }) => id === choiceId);
    return attribute && choice ? [[attribute.name, choice.name] as const] : [];
  });
  return Object.fromEntries(named);
}

function only(whole: Body, fields: readonly string[] | undefined): Body {
  if (!fields) return whole;
  return Object.fromEntries(Object.entries(whole).filter(([name]) => ['uuid', 'id', ...fields].includes(name)));
}

function typed(style: WebhookStyle, type: string): string {
  return style.typeCase === 'lower' ? type.charAt(0).toLowerCase() + type.slice(1) : type;
}

function stamp(style: WebhookStyle, at: number): number | string {
  return style.timestamps === 'string' ? String(at) : at;
}

function extra(style: WebhookStyle): Body {
  return style.extraFields ? EXTRA : {};
}

function defined(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
