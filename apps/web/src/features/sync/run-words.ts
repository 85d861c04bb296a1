import type { RunItem } from '../../lib/api-types.js';

/** Every kind of change, in the order it is offered as a filter. */
export const ACTIONS = ['create', 'adopt', 'update', 'hide', 'delete', 'skip'] as const;

type Who = 'merchant' | 'evosync' | 'wait';

const PASSING: ReadonlySet<string> = new Set(['quota_reached']);

/** Who must act on a failed product: the merchant, unless VK itself will take it later, or no reason is known. */
export function whoMustAct({ outcome, reason }: Pick<RunItem, 'outcome' | 'reason'>): Who | null {
  if (outcome !== 'failed') return null;
  if (reason === null) return 'evosync';
  return PASSING.has(reason) ? 'wait' : 'merchant';
}
