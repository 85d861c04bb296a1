import type { Overview } from '../../lib/api-types.js';
import { paths } from '../../lib/paths.js';

const ACTIONS = { created: 'create', adopted: 'adopt', updated: 'update', hidden: 'hide', deleted: 'delete' } as const;

/** What a run counts, and lists product by product. */
export const RUN_CHANGES = ['created', 'adopted', 'updated', 'hidden', 'deleted'] as const;
type RunChange = (typeof RUN_CHANGES)[number];

/** Address of the products of a run that were changed so. */
export function rowsOfRun(runId: string, change: RunChange): string {
  return paths.run(runId, { action: ACTIONS[change], outcome: 'done' });
}

/** Address of exactly the rows that a total of the day counts; there is none where several runs share it. */
export function rowsOfChange(
  change: string,
  { changes24h, changedRuns }: Pick<Overview, 'changes24h' | 'changedRuns'>,
): string | undefined {
  const known = RUN_CHANGES.find((one) => one === change);
  if (!known || changes24h[known] === 0) return undefined;
  const whole = changedRuns.find(({ counts }) => counts[known] === changes24h[known]);
  return whole && rowsOfRun(whole.id, known);
}
