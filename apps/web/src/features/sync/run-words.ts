import type { RunError, RunItem } from '../../lib/api-types.js';

/** Every kind of change, in the order it is offered as a filter. */
export const ACTIONS = ['create', 'adopt', 'update', 'hide', 'delete', 'skip'] as const;

type Who = 'merchant' | 'evosync' | 'wait';

const PASSING: ReadonlySet<string> = new Set(['quota_reached']);

/**
 * Who must act on a failed product: the merchant, unless VK itself will take it later, or no reason is known. What waits
 * for room in a full shop waits for the merchant, and only the error of the run says that the shop is full.
 */
export function whoMustAct(
  { outcome, reason }: Pick<RunItem, 'outcome' | 'reason'>,
  runError: Pick<RunError, 'code'> | null = null,
): Who | null {
  if (outcome !== 'failed') return null;
  if (reason === null) return 'evosync';
  if (runError?.code === 'shop_full') return 'merchant';
  return PASSING.has(reason) ? 'wait' : 'merchant';
}
