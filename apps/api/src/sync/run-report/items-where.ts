import type { Repository, SelectQueryBuilder } from 'typeorm';
import { nameContains } from '../../catalog/name-search.js';
import { containing } from '../../common/sorting.js';
import type { RunItemQuery } from '../dto/run.dto.js';
import type { SyncRunItem } from '../sync-run-item.entity.js';
import { standingSkips } from './standing-skips.js';

/** Which outcomes of a run are meant; an empty filter means all of them. */
export type RunItemFilter = Pick<RunItemQuery, 'outcome' | 'action' | 'reason' | 'search'>;

/** Rows of the run itself; and, of a run that came as far as to skip anything, what was skipped before and is still. */
const SHOWN = `(SELECT own.id FROM sync_run_items own WHERE own.run_id = :runId
  UNION ALL
  SELECT item.id FROM (${standingSkips(':runId')}) standing
  JOIN sync_run_items item ON item.id = standing.id
  JOIN sync_runs run ON run.id = :runId AND JSON_VALUE(run.counts, '$.skipped') > 0
  LEFT JOIN sync_run_items own ON own.run_id = run.id AND own.store_id = item.store_id
    AND own.product_id = item.product_id
  WHERE own.id IS NULL)`;

/** A query, named `item`, of those outcomes of a run that a filter means: the same for the list and for the file. */
export function itemsWhere(
  items: Repository<SyncRunItem>,
  runId: string,
  filter: RunItemFilter,
): SelectQueryBuilder<SyncRunItem> {
  const builder = items.createQueryBuilder('item').innerJoin(SHOWN, 'shown', 'shown.id = item.id', { runId });
  if (filter.outcome) builder.andWhere('item.outcome = :outcome', { outcome: filter.outcome });
  if (filter.action) builder.andWhere('item.action = :action', { action: filter.action });
  if (filter.reason) builder.andWhere('item.reason = :reason', { reason: filter.reason });
  if (filter.search?.trim()) {
    const { sql } = nameContains('item.name', filter.search, ':search');
    builder.andWhere(sql, { search: containing(filter.search) });
  }
  return builder;
}
