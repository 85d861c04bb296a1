import start from './start.json';
import sync from './sync.json';

/** The Russian words of the start page and of what surrounds every room, by namespace. */
export const ruRooms = { start, sync };
