import type { Installation, PauseCode } from './evotor-account.entity.js';
import type { SubscriptionState } from './evotor-subscription.entity.js';

/**
 * Why nothing may be synced for a user of Evotor: the application is uninstalled, or all subscriptions have ended. Where
 * Evotor told nothing (a pasted token, another billing), nothing is forbidden.
 */
export function pauseOf(
  installation: Installation | null,
  subscriptions: readonly SubscriptionState[],
): PauseCode | null {
  if (installation === 'uninstalled') return 'app_uninstalled';
  const allEnded = subscriptions.length > 0 && subscriptions.every((state) => state === 'ended');
  return allEnded ? 'subscription_ended' : null;
}
