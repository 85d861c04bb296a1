import admin from './admin.json';
import users from './users.json';

/** The Russian words of the admin section, by namespace. */
export const ruAdminRooms = { admin, users };
