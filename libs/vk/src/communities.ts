import { type Ask, named, obstacleIn, photoOf, plainText } from './connection-check.js';
import type { VkApiError, VkConnectionErrorCode } from './errors.js';
import { isId, textOrNull } from './json.js';
import type { VkGroup } from './results.js';

/** A community that somebody manages. */
export interface VkCommunity {
  id: number;
  name: string;
  screenName: string | null;
  photoUrl: string | null;
  /** What stands against mirroring goods into it, as far as the list tells; null: nothing. */
  obstacle: VkConnectionErrorCode | null;
}

const MOST = 1000;

/** Filter `editor` means "administrator or editor" (groups.get of the official schema). */
export async function readCommunities(ask: Ask): Promise<VkCommunity[]> {
  const fields = ['market', 'is_admin', 'admin_level', 'deactivated', 'ban_info', 'photo_200'];
  const page = await named(
    ask('groups.get', { filter: ['editor'], extended: true, fields, count: MOST }),
    scopeRefusal,
  );
  const groups = page.items.filter((item): item is VkGroup => isId(item.id));
  return [...new Map(groups.map((group) => [group.id, group])).values()].map((group) => ({
    id: group.id,
    name: plainText(group.name),
    screenName: textOrNull(group.screen_name),
    photoUrl: photoOf(group),
    // Being on this list proves the role, whether or not VK repeats it.
    obstacle: obstacleIn({ is_admin: 1, ...group }),
  }));
}

function scopeRefusal(error: VkApiError): VkConnectionErrorCode | null {
  return error.code === 7 || error.code === 15 || error.code === 260 ? 'no_groups_scope' : null;
}
