/** How a parameter is written on the wire, and the bounds that VK's 5.199 schema sets on it. */
export interface ParamSpec {
  kind: 'integer' | 'decimal' | 'flag' | 'text' | 'integers' | 'texts' | 'reference' | 'references';
  required?: true;
  min?: number;
  /** The greatest value of a number, length of a text in characters, or count of a list. */
  max?: number;
}

const ownerId = { kind: 'integer', required: true, max: -1 } as const;
const groupId = { kind: 'integer', required: true, min: 1 } as const;
const objectId = { kind: 'integer', required: true, min: 0 } as const;
const count = (max: number) => ({ kind: 'integer', min: 0, max }) as const;
const offset = { kind: 'integer', min: 0 } as const;
const flag = { kind: 'flag' } as const;
const price = { kind: 'decimal', min: 0, max: 999_999_999_999 } as const;
const ids = (max?: number) => ({ kind: 'integers', min: 0, max }) as const;
const requiredIds = { kind: 'integers', required: true, min: 0 } as const;
const size = (max: number) => ({ kind: 'integer', min: 0, max }) as const;

const itemFields = {
  name: { kind: 'text', max: 100 },
  description: { kind: 'text' },
  category_id: { kind: 'integer', min: 0 },
  price,
  old_price: price,
  deleted: flag,
  main_photo_id: { kind: 'integer', min: 0 },
  photo_ids: ids(4),
  video_ids: ids(2),
  url: { kind: 'text', max: 320 },
  variant_ids: ids(2),
  is_main_variant: flag,
  dimension_width: size(100_000),
  dimension_height: size(100_000),
  dimension_length: size(100_000),
  weight: size(100_000_000),
  sku: { kind: 'text', max: 50 },
  stock_amount: { kind: 'integer', min: -1, max: 999_999 },
} as const;

const albumFields = {
  title: { kind: 'text', required: true, max: 128 },
  photo_id: { kind: 'integer', min: 0 },
  main_album: flag,
  is_hidden: flag,
} as const;

/**
 * The methods this client speaks, with their parameters exactly as the official schema of version 5.199 names
 * and bounds them. Narrower than the schema in one place: an owner is always a community, so its id is negative.
 */
const METHOD_PARAMS = {
  'users.get': {
    user_ids: { kind: 'references', max: 1000 },
    fields: { kind: 'texts' },
    name_case: { kind: 'text' },
  },
  'groups.getById': {
    group_id: { kind: 'reference' },
    group_ids: { kind: 'references', max: 500 },
    fields: { kind: 'texts' },
  },
  'groups.get': {
    user_id: { kind: 'integer', min: 1 },
    extended: flag,
    filter: { kind: 'texts' },
    fields: { kind: 'texts' },
    offset,
    count: count(1000),
  },
  'market.getAlbums': { owner_id: ownerId, offset, count: count(100) },
  'market.get': {
    owner_id: ownerId,
    album_id: { kind: 'integer' },
    count: count(200),
    offset,
    extended: flag,
    with_disabled: flag,
    need_variants: flag,
    date_from: { kind: 'text' },
    date_to: { kind: 'text' },
    fields: { kind: 'texts' },
  },
  'market.getById': { item_ids: { kind: 'texts', required: true, max: 100 }, extended: flag },
  'market.add': {
    ...itemFields,
    owner_id: ownerId,
    name: { ...itemFields.name, required: true },
    description: { ...itemFields.description, required: true },
    category_id: { ...itemFields.category_id, required: true },
  },
  'market.edit': { ...itemFields, owner_id: ownerId, item_id: objectId },
  'market.delete': { owner_id: ownerId, item_id: objectId },
  'market.restore': { owner_id: ownerId, item_id: objectId },
  'market.addAlbum': { owner_id: ownerId, ...albumFields },
  'market.editAlbum': { owner_id: ownerId, album_id: objectId, ...albumFields },
  'market.deleteAlbum': { owner_id: ownerId, album_id: objectId },
  'market.addToAlbum': { owner_id: ownerId, item_ids: requiredIds, album_ids: requiredIds },
  'market.removeFromAlbum': { owner_id: ownerId, item_id: objectId, album_ids: requiredIds },
  'market.getCategories': { group_id: { kind: 'integer', min: 1 }, album_id: { kind: 'integer', min: 1 } },
  'market.getProductPhotoUploadServer': { group_id: groupId, bulk: flag },
  'market.saveProductPhoto': { upload_response: { kind: 'text', required: true } },
  'market.saveProductPhotoBulk': { upload_response: { kind: 'text', required: true } },
  'photos.getMarketAlbumUploadServer': { group_id: groupId },
  'photos.saveMarketAlbumPhoto': {
    group_id: groupId,
    photo: { kind: 'text', required: true },
    server: { kind: 'integer', required: true, min: 0 },
    hash: { kind: 'text', required: true },
  },
} as const satisfies Record<string, Record<string, ParamSpec>>;

interface KindValues {
  integer: number;
  /** A plain decimal with a dot, for example `"129.90"`. */
  decimal: string;
  flag: boolean;
  text: string;
  integers: readonly number[];
  texts: readonly string[];
  reference: number | string;
  references: readonly (number | string)[];
}

type Specs<M extends VkMethod> = (typeof METHOD_PARAMS)[M];
type Value<S> = S extends { kind: infer K extends keyof KindValues } ? KindValues[K] : never;
type RequiredNames<S> = { [N in keyof S]: S[N] extends { required: true } ? N : never }[keyof S];

/** The methods this client speaks. */
export type VkMethod = keyof typeof METHOD_PARAMS;

/** Parameters of a method under VK's own names; lists as lists, flags as booleans, prices as decimal strings. */
export type VkParams<M extends VkMethod> = { readonly [N in RequiredNames<Specs<M>>]: Value<Specs<M>[N]> } & {
  readonly [N in Exclude<keyof Specs<M>, RequiredNames<Specs<M>>>]?: Value<Specs<M>[N]> | undefined;
};

/** One call of any method. */
export type VkCall = { [M in VkMethod]: { readonly method: M; readonly params: VkParams<M> } }[VkMethod];

/** A method with its own parameters, which the compiler cannot tell from a mixed pair when the method is generic. */
export function callOf<M extends VkMethod>(method: M, params: VkParams<M>): VkCall {
  return { method, params } as VkCall;
}

/** Parameter table of a method, for encoding and checking. */
export function paramSpecs(method: VkMethod): Readonly<Record<string, ParamSpec>> {
  return METHOD_PARAMS[method];
}

const CREATES: ReadonlySet<VkMethod> = new Set(['market.add', 'market.addAlbum']);
const SAVES: ReadonlySet<VkMethod> = new Set([
  'market.saveProductPhoto',
  'market.saveProductPhotoBulk',
  'photos.saveMarketAlbumPhoto',
]);

/**
 * Whether a call whose answer was lost may simply be sent again. A create would make a second object, and a save
 * would hand in an upload that VK may already have used up.
 */
export function isRepeatable(method: VkMethod): boolean {
  return !CREATES.has(method) && !SAVES.has(method);
}

/** Whether a call may stand inside `execute`: photo saves may not (known from public clients). */
export function mayBatch(method: VkMethod): boolean {
  return !SAVES.has(method);
}
