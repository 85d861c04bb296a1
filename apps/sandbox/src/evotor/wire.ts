import type { DeviceRecord, GroupRecord, ImageRecord, Merchant, ProductRecord, StoreRecord } from './model.js';
import { evotorTime } from './time.js';

/** The side every picture of the Cloud has, in pixels. */
export const PICTURE_SIDE = 300;

/** JSON as the REST API writes it. */
export type Wire = Record<string, unknown>;

const times = (record: { createdAt: number; updatedAt: number }): Wire => ({
  created_at: evotorTime(record.createdAt),
  updated_at: evotorTime(record.updatedAt),
});

/** A store as `GET /stores` shows it. */
export function storeToWire(store: StoreRecord): Wire {
  const address = store.address === undefined ? {} : { address: store.address };
  return { id: store.id, name: store.name, ...address, user_id: store.userId, ...times(store) };
}

/** A group or modification group as `GET /stores/{id}/product-groups` shows it. */
export function groupToWire(group: GroupRecord, store: StoreRecord): Wire {
  return { id: group.id, ...group.fields, store_id: store.id, user_id: store.userId, ...times(group) };
}

/** A product as this merchant's application may see it: stock and pictures only with the right to them. */
export function productToWire(
  product: ProductRecord,
  store: StoreRecord,
  merchant: Merchant,
  images: Wire[] | undefined,
): Wire {
  const fields: Wire = { ...product.fields };
  if (!merchant.permissions.has('product.quantity:read') || fields['type'] === 'SERVICE') delete fields['quantity'];
  if (fields['type'] === 'SERVICE') delete fields['cost_price'];
  const pictures = images ? { images } : {};
  return { id: product.id, ...fields, ...pictures, store_id: store.id, user_id: store.userId, ...times(product) };
}

/** The description of a picture; the bytes lie behind `url`, which needs no token. */
export function imageToWire(image: ImageRecord, store: StoreRecord, imagesUrl: string, fileSize: number): Wire {
  return {
    id: image.id,
    product_id: image.productId,
    store_id: store.id,
    user_id: store.userId,
    url: `${imagesUrl}/${image.id}.png`,
    meta: { extension: 'png', file_size: fileSize, width: PICTURE_SIDE, height: PICTURE_SIDE },
    ...times(image),
  };
}

/** A till as `GET /devices` shows it. */
export function deviceToWire(device: DeviceRecord): Wire {
  return {
    id: device.id,
    name: device.name,
    store_id: device.storeId,
    user_id: device.userId,
    timezone_offset: 10_800_000,
    ...times(device),
  };
}
