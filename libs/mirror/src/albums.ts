import { grouped } from './grouped.js';
import { groupKeyOf, keyOf } from './keys.js';
import { albumTitle } from './name.js';
import type { AlbumLink, GroupKey, MirrorAlbum, MirrorGroup, MirrorInput, Operation } from './types.js';
import { meansTitle, readTitle } from './vk-text.js';

/** A plain group that has something to show, with the comparable form of its key. */
export interface ShownGroup {
  id: string;
  group: MirrorGroup;
}

/** The albums after the plan, and the steps that lead there. */
export interface AlbumPlan {
  operations: Operation[];
  /** By the group's comparable key; null: an album that this plan creates. */
  albumOf: ReadonlyMap<string, number | null>;
  /** All albums that are linked to any group: the only ones that items may be taken out of. */
  linked: ReadonlySet<number>;
}

type AlbumInput = Pick<MirrorInput, 'stores' | 'groups' | 'albums' | 'albumLinks' | 'askedAlbums'>;

/**
 * Rule M11 for albums: each shown group, in the order of the plan, keeps the album linked to it, else takes the oldest
 * one with exactly its title that no other group has, else one that was asked of VK for it under an earlier title, else
 * gets a new one.
 */
export function planAlbums(shownGroups: readonly ShownGroup[], input: AlbumInput): AlbumPlan {
  const albums = new Map(input.albums.map((album) => [album.id, album]));
  const links = new Map(input.albumLinks.map((link) => [groupKeyOf(link), link]));
  const asked = new Map(input.askedAlbums.map((album) => [groupKeyOf(album), album.title]));
  const taken = new Set<number>();
  const operations: Operation[] = [];
  const albumOf = new Map<string, number | null>();

  for (const { id } of shownGroups) {
    const link = links.get(id);
    if (!link || !albums.has(link.albumId) || taken.has(link.albumId)) continue;
    taken.add(link.albumId);
    albumOf.set(id, link.albumId);
  }
  const free = freeAlbums(input, taken);
  for (const { id, group } of shownGroups) {
    const title = albumTitle(group.name);
    const key = { storeId: group.storeId, groupId: group.id };
    const albumId = albumOf.get(id) ?? free.take(title) ?? free.take(asked.get(id));
    const album = albumId === null ? undefined : albums.get(albumId);
    albumOf.set(id, album?.id ?? null);
    const operation = album
      ? albumUpdate(key, title, album, links.get(id) ?? null)
      : ({ kind: 'create-album', group: key, title } as const);
    if (operation) operations.push(operation);
  }
  const linked = new Set(input.albumLinks.map((link) => link.albumId));
  for (const albumId of albumOf.values()) if (albumId !== null) linked.add(albumId);
  return { operations, albumOf, linked };
}

/** Renames as M10 edits: a title that VK merely stored in its own way is not sent again, one changed by hand is. */
function albumUpdate(group: GroupKey, title: string, album: MirrorAlbum, known: AlbumLink | null): Operation | null {
  const link = known?.albumId === album.id ? known : null;
  const storedItsOwnWay = link?.sentTitle === title && link.shownTitle === album.title;
  if (!storedItsOwnWay && !meansTitle(album.title, title)) {
    return { kind: 'rename-album', group, albumId: album.id, title };
  }
  return storedItsOwnWay ? null : { kind: 'link-album', group, albumId: album.id, title, shownTitle: album.title };
}

/** Albums that no group has, by title, the oldest first; each is given away once. */
function freeAlbums(
  input: AlbumInput,
  taken: ReadonlySet<number>,
): { take: (title: string | undefined) => number | null } {
  const reserved = reservedAlbums(input);
  const free = input.albums
    .filter((album) => !reserved.has(album.id) && !taken.has(album.id))
    .sort((left, right) => left.id - right.id);
  // VK may show `&amp;` for `&`: a title that is the group's only so comes after one that is it exactly.
  const byTitle = [grouped(free, (album) => album.title), grouped(free, (album) => readTitle(album.title))];
  const given = new Set<number>();
  return {
    take: (title) => {
      if (title === undefined) return null;
      const albums = byTitle.flatMap((titled) => titled.get(title) ?? []);
      const album = albums.find(({ id }) => !given.has(id));
      if (album) given.add(album.id);
      return album?.id ?? null;
    },
  };
}

/** Albums linked to a group that still exists, shown or not. Of a store that could not be read, every group may exist. */
function reservedAlbums({ stores, groups, albumLinks }: AlbumInput): Set<number> {
  const existing = new Set(groups.map((group) => keyOf(group.storeId, group.id)));
  const unreadable = new Set(stores.filter((store) => !store.readable).map((store) => store.id.toLowerCase()));
  const living = albumLinks.filter(
    (link) => existing.has(groupKeyOf(link)) || unreadable.has(link.storeId.toLowerCase()),
  );
  return new Set(living.map((link) => link.albumId));
}
