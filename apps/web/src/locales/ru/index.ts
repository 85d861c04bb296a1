import auth from './auth.json';
import common from './common.json';
import errors from './errors.json';

/** The Russian words that every page needs, by namespace; those of the rooms behind the sign-in are in `rooms.ts`. */
export const ru = { auth, common, errors };
