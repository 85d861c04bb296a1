/** A store of the merchant, as `GET /stores` lists it. */
export interface EvotorStore {
  id: string;
  name: string;
  address: string | null;
  /** The merchant, for example `01-000000000000001`; older answers leave it out. */
  userId: string | null;
  updatedAt: Date | null;
}

/** A product group; plain groups and modification groups come in one list. */
export interface EvotorGroup {
  id: string;
  name: string;
  parentId: string | null;
  /** True when the group has attributes: its products are modifications (variants) of one thing. */
  isModification: boolean;
  updatedAt: Date | null;
}

/** A product or a modification. Decimals are plain decimal strings, so that nothing is lost on the way. */
export interface EvotorProduct {
  id: string;
  name: string;
  /** An open set (`NORMAL`, `SERVICE`, `ALCOHOL_MARKED`, …); empty when the cloud gave none. */
  type: string;
  /** Roubles, for example `"123.4"`; `"0"` is legal. Null when absent, unreadable or negative. */
  price: string | null;
  /** May be negative or a fraction. Null for services and without the stock permission. */
  quantity: string | null;
  measureName: string | null;
  /** False also when the cloud did not say so clearly: nothing is sold by mistake. */
  allowToSell: boolean;
  description: string | null;
  articleNumber: string | null;
  code: string | null;
  barcodes: string[];
  /** A group that may be missing from the group listing. */
  parentId: string | null;
  /** Attribute id -> choice id; empty for anything but a modification. */
  attributesChoices: Record<string, string>;
  isAgeLimited: boolean;
  /** Null when the cloud did not send the field (no image permission); use `listImages` then. */
  images: EvotorImage[] | null;
  updatedAt: Date | null;
}

/** A picture of a product. Host, lifetime and protection of `url` are undocumented: use `downloadImage`. */
export interface EvotorImage {
  id: string;
  url: string;
  /** As sent, for example `png`. */
  extension: string | null;
  /** Pixels. */
  width: number | null;
  /** Pixels. */
  height: number | null;
}

/** What one HTTP exchange was and how it ended. Holds no token of ours; what was answered may hold anything. */
export interface EvotorCall {
  method: string;
  /** Path below the base URL, without the query; `scheme://host/path` for a picture kept elsewhere. */
  path: string;
  /** Null when no answer came. */
  status: number | null;
  durationMs: number;
  /** Why there was no usable answer; null when one came, of whatever status. */
  error: 'aborted' | 'timeout' | 'network' | 'broken_body' | 'too_large' | null;
  /** With its `?`; empty without one, and for a picture kept elsewhere, whose query may be its key. */
  query: string;
  /** The beginning of the body's text; of a picture only type and size; null when no body was read. */
  response: string | null;
}
