import type { ProductKey } from '@evosync/mirror';
import type { DataSource } from 'typeorm';

const CHUNK = 250;

/** A value of one column; JSON goes as text. */
type Value = string | number | null;

/**
 * Sets the same columns of many products of one user, a few hundred in a statement.
 * Values stand in the order of `columns`; products that are not there are passed over.
 */
export async function updateProducts(
  dataSource: DataSource,
  userId: number,
  columns: readonly string[],
  rows: readonly (readonly [ProductKey, readonly Value[]])[],
): Promise<void> {
  const id = 'CONVERT(? USING ascii) COLLATE ascii_general_ci';
  const first = `SELECT ${id} AS store_id, ${id} AS id, ${columns.map((column) => `? AS ${column}`).join(', ')}`;
  const next = `UNION ALL SELECT ?, ?, ${columns.map(() => '?').join(', ')}`;
  const set = columns.map((column) => `p.${column} = v.${column}`).join(', ');
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK);
    const values = [first, ...chunk.slice(1).map(() => next)].join(' ');
    await dataSource.query(
      `UPDATE cached_products p JOIN (${values}) v ON p.store_id = v.store_id AND p.id = v.id SET ${set}
       WHERE p.user_id = ?`,
      [...chunk.flatMap(([key, cells]) => [key.storeId, key.productId, ...cells]), userId],
    );
  }
}
