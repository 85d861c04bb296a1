import type {
  Album,
  Community,
  Consent,
  CurrencyName,
  Item,
  Photo,
  Token,
  TokenKind,
  Upload,
  UploadPlace,
  User,
} from './types.js';

export interface CommunitySpec {
  groupId: number;
  name: string;
  screenName?: string;
  marketEnabled?: boolean;
  currency?: CurrencyName;
}

export interface UserSpec {
  id: number;
  firstName?: string;
  lastName?: string;
  screenName?: string;
  /** groupId -> 1 moderator, 2 editor, 3 administrator. */
  roles?: Record<number, number>;
}

export interface TokenSpec {
  token: string;
  kind?: TokenKind;
  userId?: number;
  groupId?: number;
  scopes?: string[];
  expiresAt?: number;
  revoked?: boolean;
  refreshToken?: string;
  clientId?: string;
  deviceId?: string;
  login?: string;
}

/** What a new item is made of; `price` in hundredths. */
export type ItemDraft = Partial<Omit<Item, 'id' | 'createdAt' | 'updatedAt' | 'erasedAt' | 'sold'>> & { name: string };

/** Shops made anew never share a version with those before them. */
const VERSIONS_APART = 1_000_000;

/** Everything the simulated VK holds. It knows no rules of the API, only what belongs to what. */
export class VkState {
  readonly communities = new Map<number, Community>();
  readonly users = new Map<number, User>();
  readonly tokens = new Map<string, Token>();
  /** By code, from the person's consent to the exchange. */
  readonly consents = new Map<string, Consent>();
  /** Refresh tokens that were exchanged, with the login each belonged to. */
  readonly spentRefreshTokens = new Map<string, string>();
  readonly photos = new Map<number, Photo>();
  readonly uploads = new Map<string, Upload>();
  readonly places = new Map<string, UploadPlace>();
  private nextPhotoId = 457_239_017;
  private serial = 0;

  addCommunity(spec: CommunitySpec): Community {
    const community: Community = {
      groupId: spec.groupId,
      name: spec.name,
      screenName: spec.screenName ?? `club${spec.groupId}`,
      marketEnabled: spec.marketEnabled ?? true,
      currency: spec.currency ?? 'RUB',
      deactivated: null,
      mainAlbumId: 0,
      items: new Map(),
      order: [],
      albums: new Map(),
      nextItemId: 1,
      nextAlbumId: 1,
      version: this.nextSerial() * VERSIONS_APART,
    };
    this.communities.set(spec.groupId, community);
    return community;
  }

  addUser(spec: UserSpec): User {
    const user: User = {
      id: spec.id,
      firstName: spec.firstName ?? 'Иван',
      lastName: spec.lastName ?? 'Петров',
      screenName: spec.screenName ?? `id${spec.id}`,
      roles: new Map(Object.entries(spec.roles ?? {}).map(([groupId, level]) => [Number(groupId), level])),
    };
    this.users.set(spec.id, user);
    return user;
  }

  addToken(spec: TokenSpec): Token {
    const token: Token = {
      value: spec.token,
      kind: spec.kind ?? 'user',
      userId: spec.userId ?? null,
      groupId: spec.groupId ?? null,
      scopes: spec.scopes ?? ['market', 'photos', 'groups'],
      expiresAt: spec.expiresAt ?? null,
      revoked: spec.revoked ?? false,
      refreshToken: spec.refreshToken ?? null,
      clientId: spec.clientId ?? null,
      deviceId: spec.deviceId ?? null,
      login: spec.login ?? null,
    };
    this.tokens.set(spec.token, token);
    return token;
  }

  addItem(community: Community, draft: ItemDraft, now: number): Item {
    const item: Item = {
      description: draft.name,
      categoryId: 40_932,
      price: 0,
      oldPrice: null,
      hidden: false,
      mainPhotoId: null,
      photoIds: [],
      videoIds: [],
      url: '',
      sku: '',
      stock: -1,
      width: null,
      height: null,
      length: null,
      weight: null,
      reject: null,
      ...draft,
      id: community.nextItemId++,
      createdAt: now,
      updatedAt: now,
      erasedAt: null,
      sold: 0,
    };
    community.items.set(item.id, item);
    community.order.push(item.id);
    this.assignPhotos(item);
    community.version++;
    return item;
  }

  /** Writes `changes` into the item and remembers its photos as taken. */
  changeItem(community: Community, item: Item, changes: Partial<Item>, now: number): void {
    Object.assign(item, changes, { updatedAt: now });
    this.assignPhotos(item);
    community.version++;
  }

  addAlbum(community: Community, title: string, now: number): Album {
    const album: Album = {
      id: community.nextAlbumId++,
      title,
      photoId: null,
      hidden: false,
      itemIds: new Set(),
      updatedAt: now,
    };
    community.albums.set(album.id, album);
    community.version++;
    return album;
  }

  addPhoto(photo: Omit<Photo, 'id' | 'assignedTo'>): Photo {
    const saved: Photo = { ...photo, id: this.nextPhotoId++, assignedTo: new Set() };
    this.photos.set(saved.id, saved);
    return saved;
  }

  /** A number never given out before. */
  nextSerial(): number {
    return ++this.serial;
  }

  clear(): void {
    const { communities, users, tokens, consents, spentRefreshTokens, photos, uploads, places } = this;
    for (const shelf of [communities, users, tokens, consents, spentRefreshTokens, photos, uploads, places]) {
      shelf.clear();
    }
  }

  private assignPhotos(item: Item): void {
    for (const id of [item.mainPhotoId, ...item.photoIds]) {
      if (id !== null) this.photos.get(id)?.assignedTo.add(item.id);
    }
  }
}

/** Items of an album or of the whole shop that are not erased, newest first. */
export function liveItems(community: Community, album?: Album): Item[] {
  const found: Item[] = [];
  for (let index = community.order.length - 1; index >= 0; index--) {
    const id = community.order[index] ?? 0;
    const item = community.items.get(id);
    if (item && item.erasedAt === null && (!album || album.itemIds.has(id))) found.push(item);
  }
  return found;
}

/** How many items of the shop are not erased. */
export function liveCount(community: Community): number {
  let count = 0;
  for (const item of community.items.values()) if (item.erasedAt === null) count++;
  return count;
}

/** How many items of the album are not erased. */
export function albumCount(community: Community, album: Album): number {
  let count = 0;
  for (const id of album.itemIds) if (community.items.get(id)?.erasedAt === null) count++;
  return count;
}
