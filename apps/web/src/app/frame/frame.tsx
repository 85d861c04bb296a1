import { RequireSession } from '../../features/auth/components/require-session.js';
import { addWords } from '../../lib/i18n.js';
import { ruRooms } from '../../locales/ru/rooms.js';
import { Shell } from './shell.js';

addWords('ru', ruRooms);

/** Everything that needs a signed-in person. */
export function Component() {
  return (
    <RequireSession>
      <Shell />
    </RequireSession>
  );
}
