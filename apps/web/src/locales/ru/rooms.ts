import catalog from './catalog.json';
import connections from './connections.json';
import hooks from './hooks.json';
import preview from './preview.json';
import profile from './profile.json';
import start from './start.json';
import sync from './sync.json';
import vkCatalog from './vk-catalog.json';

/** The Russian words of the rooms behind the sign-in, by namespace. */
export const ruRooms = {
  catalog,
  connections,
  hooks,
  preview,
  profile,
  start,
  sync,
  vkCatalog,
};
