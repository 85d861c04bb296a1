/** Stable codes of why one store was left unread while the others were read. */
export const STORE_PROBLEM_CODES = [
  'subscription_required',
  'store_not_found',
  'empty_answer',
  'evotor_rate_limited',
  'evotor_unavailable',
  'evotor_bad_request',
  'evotor_bad_answer',
  'evotor_incomplete_listing',
] as const;
export type StoreProblemCode = (typeof STORE_PROBLEM_CODES)[number];

/** Why a store counts as not read. `empty`: its listing came back empty although something was known. */
export interface StoreProblem {
  code: StoreProblemCode;
  subscriptionRequired?: boolean;
  empty?: boolean;
}
