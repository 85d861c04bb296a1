import admin from './admin.json';
import auth from './auth.json';
import catalog from './catalog.json';
import common from './common.json';
import connections from './connections.json';
import errors from './errors.json';
import preview from './preview.json';
import profile from './profile.json';
import start from './start.json';
import sync from './sync.json';
import users from './users.json';
import vkCatalog from './vk-catalog.json';

/** All English words, by namespace. */
export const en = {
  admin,
  auth,
  catalog,
  common,
  connections,
  errors,
  preview,
  profile,
  start,
  sync,
  users,
  vkCatalog,
};
