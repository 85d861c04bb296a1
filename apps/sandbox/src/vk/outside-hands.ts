import { dropAlbum } from './methods/albums.js';
import type { ItemDraft } from './state.js';
import type { Album, Community, Item } from './types.js';
import type { World } from './world.js';

/** Nothing such exists in the simulated VK. */
export class NoSuchThing extends Error {}

/** What an owner may change by hand; `price` in hundredths. */
export type ItemPatch = Partial<
  Pick<Item, 'name' | 'description' | 'price' | 'oldPrice' | 'stock' | 'sku' | 'categoryId' | 'url' | 'hidden'>
>;

/** What other people do in VK behind EvoSync's back: owners, buyers, moderators. No limits, no journal. */
export class OutsideHands {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** The owner adds an item in the site; it gets a picture of its own. */
  addItem(groupId: number, draft: ItemDraft, albumIds: number[] = []): Item {
    const community = this.community(groupId);
    const { state, now } = this.world;
    const mainPhotoId = draft.mainPhotoId ?? this.picture(groupId);
    const item = state.addItem(community, { ...draft, mainPhotoId }, now());
    for (const id of albumIds) this.album(community, id).itemIds.add(item.id);
    return item;
  }

  editItem(groupId: number, itemId: number, patch: ItemPatch): void {
    const community = this.community(groupId);
    this.world.state.changeItem(community, this.item(community, itemId), patch, this.world.now());
  }

  hideItem(groupId: number, itemId: number, hidden = true): void {
    this.editItem(groupId, itemId, { hidden });
  }

  deleteItem(groupId: number, itemId: number): void {
    const community = this.community(groupId);
    const now = this.world.now();
    this.world.state.changeItem(community, this.item(community, itemId), { erasedAt: now }, now);
  }

  restoreItem(groupId: number, itemId: number): void {
    const community = this.community(groupId);
    this.world.state.changeItem(community, this.item(community, itemId), { erasedAt: null }, this.world.now());
  }

  /** Puts the item into exactly these collections. */
  moveItem(groupId: number, itemId: number, albumIds: number[]): void {
    const community = this.community(groupId);
    const { id } = this.item(community, itemId);
    const targets = new Set(albumIds.map((albumId) => this.album(community, albumId).id));
    for (const album of community.albums.values()) {
      if (targets.has(album.id)) album.itemIds.add(id);
      else album.itemIds.delete(id);
    }
    community.version++;
  }

  /** Drags the item to a place in the shop, 0 being the first. */
  placeItem(groupId: number, itemId: number, place: number): void {
    const community = this.community(groupId);
    const { id } = this.item(community, itemId);
    const order = community.order.filter((other) => other !== id);
    order.splice(Math.max(0, order.length - place), 0, id);
    community.order = order;
    community.version++;
  }

  /** A buyer takes `quantity`: a limited stock goes down, to 0 at the least. */
  buyItem(groupId: number, itemId: number, quantity = 1): void {
    const community = this.community(groupId);
    const item = this.item(community, itemId);
    const stock = item.stock < 0 ? item.stock : Math.max(0, item.stock - quantity);
    this.world.state.changeItem(community, item, { stock, sold: item.sold + quantity }, this.world.now());
  }

  /** Moderation refuses the item, or takes the refusal back. */
  rejectItem(groupId: number, itemId: number, title: string | null, description = ''): void {
    const community = this.community(groupId);
    const reject = title === null ? null : { title, description };
    this.world.state.changeItem(community, this.item(community, itemId), { reject }, this.world.now());
  }

  addAlbum(groupId: number, title: string): Album {
    return this.world.state.addAlbum(this.community(groupId), title, this.world.now());
  }

  renameAlbum(groupId: number, albumId: number, title: string): void {
    const community = this.community(groupId);
    Object.assign(this.album(community, albumId), { title, updatedAt: this.world.now() });
    community.version++;
  }

  deleteAlbum(groupId: number, albumId: number): void {
    const community = this.community(groupId);
    dropAlbum(community, this.album(community, albumId));
  }

  switchMarket(groupId: number, enabled: boolean): void {
    this.community(groupId).marketEnabled = enabled;
    this.community(groupId).version++;
  }

  /** VK bans or deletes the community; `null` brings it back. */
  deactivate(groupId: number, state: 'deleted' | 'banned' | null): void {
    this.community(groupId).deactivated = state;
  }

  /** 0 takes the role away, 1 moderator, 2 editor, 3 administrator. */
  setRole(userId: number, groupId: number, level: number): void {
    const user = this.world.state.users.get(userId);
    if (!user) throw new NoSuchThing(`no user ${userId}`);
    if (level === 0) user.roles.delete(groupId);
    else user.roles.set(groupId, level);
  }

  revokeToken(value: string): void {
    const token = this.world.state.tokens.get(value);
    if (!token) throw new NoSuchThing('no such token');
    token.revoked = true;
  }

  /** The hour of every access token of this person is over now; refresh tokens stay good. */
  expireTokens(userId: number): void {
    for (const token of this.world.state.tokens.values()) {
      if (token.userId === userId) token.expiresAt = this.world.now();
    }
  }

  /** The person takes the applications' access away: neither kind of token works any more. */
  endLogins(userId: number): void {
    for (const token of this.world.state.tokens.values()) if (token.userId === userId) token.revoked = true;
  }

  /** A photo that was never uploaded: a plain picture stands for it. */
  picture(groupId: number): number {
    const { state, now } = this.world;
    const photo = { groupId, userId: 1, kind: 'item' as const, width: 600, height: 600, jpeg: null, sha: '' };
    return state.addPhoto({ ...photo, savedAt: now() }).id;
  }

  private community(groupId: number): Community {
    const community = this.world.state.communities.get(groupId);
    if (!community) throw new NoSuchThing(`no community ${groupId}`);
    return community;
  }

  private item(community: Community, id: number): Item {
    const item = community.items.get(id);
    if (!item) throw new NoSuchThing(`no item ${id}`);
    return item;
  }

  private album(community: Community, id: number): Album {
    const album = community.albums.get(id);
    if (!album) throw new NoSuchThing(`no album ${id}`);
    return album;
  }
}
