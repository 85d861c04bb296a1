import { RequireSession } from '../../features/auth/components/require-session.js';
import { Shell } from './shell.js';

/** Everything that needs a signed-in person. */
export function Frame() {
  return (
    <RequireSession>
      <Shell />
    </RequireSession>
  );
}
