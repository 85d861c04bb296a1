import type { EvotorGroup, EvotorImage, EvotorProduct, EvotorStore } from '../types.js';
import {
  asObject,
  decimalOrNull,
  flag,
  idOrNull,
  momentOrNull,
  type RawObject,
  textOrNull,
  wholeOrNull,
} from './fields.js';

/** Reads one item of a listing; null when it has no usable id, so that the listing must fail. */
export type ItemParser<T> = (value: unknown) => T | null;

/** A store (fact sheet, 3.2). */
export const parseStore: ItemParser<EvotorStore> = (value) =>
  withId(value, (raw, id) => ({
    id,
    name: textOrNull(raw.name) ?? '',
    address: textOrNull(raw.address),
    userId: textOrNull(raw.user_id),
    updatedAt: momentOrNull(raw.updated_at),
  }));

/** A product group; a non-empty `attributes` makes it a modification group (schema, `ProductGroup`). */
export const parseGroup: ItemParser<EvotorGroup> = (value) =>
  withId(value, (raw, id) => ({
    id,
    name: textOrNull(raw.name) ?? '',
    parentId: idOrNull(raw.parent_id),
    isModification: Array.isArray(raw.attributes) && raw.attributes.length > 0,
    updatedAt: momentOrNull(raw.updated_at),
  }));

/**
 * A product or modification (fact sheet, 3.3). `allow_to_sell` is required by the contract; where it is absent or
 * unreadable the product is not for sale, because publishing goods that may not be sold is worse than hiding some.
 * For the same reason an unreadable `is_age_limited` limits, while an absent one (it is optional) does not.
 */
export const parseProduct: ItemParser<EvotorProduct> = (value) =>
  withId(value, (raw, id) => ({
    id,
    name: textOrNull(raw.name) ?? '',
    type: textOrNull(raw.type) ?? '',
    price: priceOrNull(raw.price),
    quantity: decimalOrNull(raw.quantity),
    measureName: textOrNull(raw.measure_name),
    allowToSell: flag(raw.allow_to_sell) === true,
    description: textOrNull(raw.description),
    articleNumber: textOrNull(raw.article_number),
    code: textOrNull(raw.code),
    barcodes: barcodes(raw),
    parentId: idOrNull(raw.parent_id),
    attributesChoices: attributesChoices(raw.attributes_choices),
    isAgeLimited: flag(raw.is_age_limited) === true || flag(raw.is_age_limited) === 'unreadable',
    images: Array.isArray(raw.images) ? raw.images.map(parseImage).filter(hasUrl) : null,
    updatedAt: momentOrNull(raw.updated_at),
  }));

/** A picture of a product (fact sheet, 3.4); its `url` is empty when the cloud gave none. */
export const parseImage: ItemParser<EvotorImage> = (value) =>
  withId(value, (raw, id) => {
    const meta = asObject(raw.meta) ?? {};
    return {
      id,
      url: textOrNull(raw.url) ?? '',
      extension: textOrNull(meta.extension),
      width: wholeOrNull(meta.width),
      height: wholeOrNull(meta.height),
    };
  });

/** Whether a picture can be fetched at all. */
export function hasUrl(image: EvotorImage | null): image is EvotorImage {
  return image !== null && image.url !== '';
}

function withId<T>(value: unknown, read: (raw: RawObject, id: string) => T): T | null {
  const raw = asObject(value);
  const id = idOrNull(raw?.id);
  return raw && id !== null ? read(raw, id) : null;
}

function priceOrNull(value: unknown): string | null {
  const price = decimalOrNull(value);
  return price?.startsWith('-') ? null : price;
}

/** v1 spelled the field `barCodes`, and for a while both came (fact sheet, 7). */
function barcodes(raw: RawObject): string[] {
  const list = [raw.barcodes, raw.barCodes].find((field) => Array.isArray(field) && field.length > 0);
  return Array.isArray(list) ? list.map(textOrNull).filter((code) => code !== null) : [];
}

function attributesChoices(value: unknown): Record<string, string> {
  const pairs = Object.entries(asObject(value) ?? {}).filter(
    (pair): pair is [string, string] => idOrNull(pair[0]) !== null && idOrNull(pair[1]) !== null,
  );
  return Object.fromEntries(pairs);
}
