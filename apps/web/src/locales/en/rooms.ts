import start from './start.json';
import sync from './sync.json';

/** The English words of the start page and of what surrounds every room, by namespace. */
export const enRooms = { start, sync };
