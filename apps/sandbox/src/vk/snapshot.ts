import { availability } from './views.js';
import { albumCount } from './state.js';
import type { Album, Item, Photo } from './types.js';
import type { World } from './world.js';

export interface ItemSnapshot extends Item {
  availability: 0 | 1 | 2;
  albumIds: number[];
}

export interface AlbumSnapshot extends Omit<Album, 'itemIds'> {
  itemIds: number[];
  count: number;
}

export interface CommunitySnapshot {
  groupId: number;
  name: string;
  marketEnabled: boolean;
  deactivated: 'deleted' | 'banned' | null;
  /** By id, erased ones included. */
  items: ItemSnapshot[];
  albums: AlbumSnapshot[];
}

/** The whole state as plain data, tokens by their last four characters only. */
export interface VkSnapshot {
  communities: CommunitySnapshot[];
  photos: (Omit<Photo, 'jpeg' | 'assignedTo'> & { assignedTo: number[] })[];
  users: { id: number; firstName: string; lastName: string; roles: Record<string, number> }[];
  tokens: { token: string; kind: string; userId: number | null; scopes: string[]; revoked: boolean }[];
}

export function takeSnapshot(world: World): VkSnapshot {
  const { state, switches } = world;
  return {
    communities: [...state.communities.values()].map((community) => {
      const albums = [...community.albums.values()];
      return {
        groupId: community.groupId,
        name: community.name,
        marketEnabled: community.marketEnabled,
        deactivated: community.deactivated,
        items: [...community.items.values()].map((item) => ({
          ...structuredClone(item),
          availability: availability(item, switches.hiddenAvailability),
          albumIds: albums.filter((album) => album.itemIds.has(item.id)).map((album) => album.id),
        })),
        albums: albums.map((album) => ({
          ...album,
          itemIds: [...album.itemIds],
          count: albumCount(community, album),
        })),
      };
    }),
    photos: [...state.photos.values()].map(
      ({ id, groupId, userId, kind, width, height, sha, savedAt, assignedTo }) => ({
        ...{ id, groupId, userId, kind, width, height, sha, savedAt },
        assignedTo: [...assignedTo],
      }),
    ),
    users: [...state.users.values()].map(({ id, firstName, lastName, roles }) => ({
      ...{ id, firstName, lastName },
      roles: Object.fromEntries(roles),
    })),
    tokens: [...state.tokens.values()].map(({ value, kind, userId, scopes, revoked }) => ({
      token: `…${value.slice(-4)}`,
      ...{ kind, userId, scopes: [...scopes], revoked },
    })),
  };
}
