/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type CurrencyName = 'RUB' | 'KZT' | 'EUR' | 'USD' | 'UAH';

/** A VK community with its shop. Ids are positive; times everywhere are milliseconds since 1970. */
export interface Community {
  groupId: number;
  name: string;
  screenName: string;
  marketEnabled: boolean;
  currency: CurrencyName;
  deactivated: 'deleted' | 'banned' | null;
  mainAlbumId: number;
  items: Map<number, Item>;
  /** The shop's own order; the last id stands first in the shop. */
  order: number[];
  albums: Map<number, Album>;
  nextItemId: number;
  nextAlbumId: number;
  /** Grows with every change of the shop. */
  version: number;
}

/** A good in a shop. Prices are in hundredths of the currency; stock -1 is unlimited. */
export interface Item {
  id: number;
  name: string;
  description: string;
  categoryId: number;
  price: number;
  oldPrice: number | null;
  hidden: boolean;
  mainPhotoId: number | null;
  photoIds: number[];
  videoIds: number[];
  url: string;
  sku: string;
  stock: number;
  width: number | null;
  height: number | null;
  length: number | null;
  weight: number | null;
  createdAt: number;
  updatedAt: number;
  erasedAt: number | null;
  reject: { title: string; description: string } | null;
  sold: number;
}

/** A collection of items. */
export interface Album {
  id: number;
  title: string;
  photoId: number | null;
  hidden: boolean;
  itemIds: Set<number>;
  updatedAt: number;
}

/** A saved picture: of an item or the cover of an album. */
export interface Photo {
  id: number;
  groupId: number;
  userId: number;
  kind: 'item' | 'album';
  width: number;
  height: number;
  jpeg: Buffer | null;
  sha: string;
  savedAt: number;
  assignedTo: Set<number>;
}

export interface User {
  id: number;
  firstName: string;
  lastName: string;
  screenName: string;
  /** groupId -> 1 moderator, 2 editor, 3 administrator. */
  roles: Map<number, number>;
}

export type TokenKind = 'user' | 'community' | 'service';

export interface Token {
  value: string;
  kind: TokenKind;
  userId: number | null;
  groupId: number | null;
  scopes: string[];
  expiresAt: number | null;
  revoked: boolean;
  refreshToken: string | null;
  /** VK ID application, device and login the token belongs to; null for one that was not signed in for. */
  clientId: string | null;
  deviceId: string | null;
  login: string | null;
}

/** A person's consent to an application, good for one exchange of its code. */
export interface Consent {
  code: string;
  clientId: string;
  redirectUri: string;
  challenge: string;
  scopes: string[];
  userId: number;
  deviceId: string;
  expiresAt: number;
}

/** What the upload server issued and has not forgotten: the exact answer, and the picture behind it. */
export interface Upload {
  groupId: number;
  userId: number;
  kind: 'item' | 'album';
  answer: Record<string, Json>;
  sha: string;
  width: number;
  height: number;
  jpeg: Buffer;
  saved: boolean;
}

/** A place to upload to, handed out by the upload-server methods. */
export interface UploadPlace {
  token: string;
  groupId: number;
  userId: number;
  kind: 'item' | 'album';
  used: boolean;
}
