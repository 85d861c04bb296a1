/** Rights a developer may ask for in Evotor's console; without one the matching endpoint answers 403. */
export const PERMISSIONS = [
  'store:read',
  'device:read',
  'product:read',
  'product.quantity:read',
  'product-group:read',
  'product-image:read',
] as const;

/** One right of an application, by Evotor's own spelling. */
export type Permission = (typeof PERMISSIONS)[number];

/** An Evotor user with the application installed: owner of stores and of one Cloud token. */
export interface Merchant {
  userId: string;
  token: string;
  permissions: Set<Permission>;
  /** False after the application was removed: every call answers 403. */
  installed: boolean;
}

/** What is kept of every object in the Cloud; `seq` is the order of creation, by which listings go. */
interface Kept {
  seq: number;
  id: string;
  createdAt: number;
  updatedAt: number;
}

/** A shop of a merchant with all its goods. */
export interface StoreRecord extends Kept {
  userId: string;
  name: string;
  address: string | null | undefined;
  /** False: the application is not paid for on this store's till, group and product calls answer 402. */
  paid: boolean;
  groups: Map<string, GroupRecord>;
  products: Map<string, ProductRecord>;
}

/** A property of modifications, such as the weight, with the values it may take. */
export interface Attribute {
  id: string;
  name: string;
  choices: { id: string; name: string }[];
}

/** A group as it stands in the register; with `attributes` it is a modification group. */
export interface GroupFields {
  name: string;
  parent_id?: string | null | undefined;
  attributes?: Attribute[] | null | undefined;
  barcodes?: string[] | null | undefined;
  [extra: string]: unknown;
}

/** A product as it stands in the register, in the words of API v2. */
export interface ProductFields {
  name: string;
  type: string;
  price: number;
  tax: string;
  allow_to_sell: boolean;
  parent_id?: string | null | undefined;
  measure_name?: string | null | undefined;
  quantity?: number | null | undefined;
  cost_price?: number | null | undefined;
  description?: string | null | undefined;
  article_number?: string | null | undefined;
  code?: string | null | undefined;
  barcodes?: string[] | null | undefined;
  attributes_choices?: Record<string, string> | null | undefined;
  is_age_limited?: boolean | null | undefined;
  [extra: string]: unknown;
}

/** A group kept in a store. */
export interface GroupRecord extends Kept {
  fields: GroupFields;
}

/** The picture of a product: what is drawn on it when somebody asks for its bytes. */
export interface ImageRecord extends Kept {
  productId: string;
  caption: string;
}

/** A product kept in a store. */
export interface ProductRecord extends Kept {
  fields: ProductFields;
  image: ImageRecord | undefined;
}

/** A till. */
export interface DeviceRecord extends Kept {
  userId: string;
  storeId: string;
  name: string;
}

/** What a test or a page says of a group; an unknown id makes a new one, `undefined` removes a field. */
export type GroupInput = Partial<GroupFields> & { id?: string };

/** What a test or a page says of a product; an unknown id makes a new one, `undefined` removes a field. */
export type ProductInput = Partial<ProductFields> & {
  id?: string;
  /** True gives the product a drawn picture, false takes it away. */
  picture?: boolean;
};
