import admin from './admin.json';
import users from './users.json';

/** The English words of the admin section, by namespace. */
export const enAdminRooms = { admin, users };
