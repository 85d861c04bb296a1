import type { Run } from '../../lib/api-types.js';

const OF_CONNECTIONS = new Set([
  'token_rejected',
  'sign_in_expired',
  'not_a_user_token',
  'group_not_found',
  'not_a_manager',
  'market_disabled',
  'not_in_roubles',
  'no_market_scope',
  'group_blocked',
  'forbidden',
]);

/** Where a merchant can mend what went wrong in a run: at the connections, at the failed products, or nowhere here. */
export function remedyOf(run: Run): 'connections' | 'failed-items' | null {
  if (run.error?.who === 'merchant' && OF_CONNECTIONS.has(run.error.code)) return 'connections';
  return run.counts.failed > 0 ? 'failed-items' : null;
}
