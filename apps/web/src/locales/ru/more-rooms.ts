import catalog from './catalog.json';
import connections from './connections.json';
import hooks from './hooks.json';
import preview from './preview.json';
import profile from './profile.json';
import vkCatalog from './vk-catalog.json';

/** The Russian words of the rooms beside the start page, by namespace. */
export const ruMoreRooms = { catalog, connections, hooks, preview, profile, vkCatalog };
