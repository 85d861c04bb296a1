import type { DataSource } from 'typeorm';

/** How often runs changed what of items that were EvoSync's before. */
export interface EditCounts {
  repriced: number;
  soldOut: number;
  restocked: number;
}

const COUNT_EDITS = `
  SELECT
    SUM(edit.field = 'price') AS repriced,
    SUM(edit.field = 'stock' AND edit.ended = '0') AS sold_out,
    SUM(edit.field = 'stock' AND edit.began = '0' AND edit.ended <> '0') AS restocked
  FROM sync_run_items item, JSON_TABLE(item.changes, '$[*]' COLUMNS (
    field VARCHAR(16) PATH '$.field', began VARCHAR(255) PATH '$.from', ended VARCHAR(255) PATH '$.to'
  )) edit
  WHERE item.run_id IN (?) AND item.action = 'update'`;

/** Adds up what those runs changed; an empty list changed nothing. */
export async function countEdits(dataSource: DataSource, runIds: readonly string[]): Promise<EditCounts> {
  if (runIds.length === 0) return { repriced: 0, soldOut: 0, restocked: 0 };
  const [row] = await dataSource.query<Record<string, string | null>[]>(COUNT_EDITS, [runIds]);
  return {
    repriced: Number(row?.repriced ?? 0),
    soldOut: Number(row?.sold_out ?? 0),
    restocked: Number(row?.restocked ?? 0),
  };
}
