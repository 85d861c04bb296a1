/** Problems of a connection that there is advice for: where to go and what to press. */
const REMEDIES = [
  'token_rejected',
  'sign_in_expired',
  'not_a_user_token',
  'group_not_found',
  'not_a_manager',
  'market_disabled',
  'not_in_roubles',
  'no_market_scope',
  'group_blocked',
  'subscription_required',
  'forbidden',
] as const;
export type Remedy = (typeof REMEDIES)[number];

/** Problems that a new token does not mend: the merchant acts elsewhere and then tests the connection. */
const MENDED_ELSEWHERE: ReadonlySet<string> = new Set<Remedy>([
  'not_a_manager',
  'market_disabled',
  'not_in_roubles',
  'group_blocked',
  'subscription_required',
]);

/** The advice for a problem's code; null where there is none. */
export function remedyOf(code: string): Remedy | null {
  return REMEDIES.find((known) => known === code) ?? null;
}

/** Which button mends a problem: a new token, or a test after it was mended elsewhere. */
export function actionFor(code: string): 'replace' | 'test' {
  return MENDED_ELSEWHERE.has(code) ? 'test' : 'replace';
}
