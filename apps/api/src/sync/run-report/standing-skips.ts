/**
 * SQL of the ids of those rows of earlier runs that stand for a later one too: the last word on a product that is
 * skipped, where it is skipped still. What is skipped run after run is written once.
 * @param run how the query names the later run: a parameter
 */
export function standingSkips(run: string): string {
  return `SELECT skipped.id FROM (
      SELECT MAX(earlier.id) AS id FROM sync_runs this_run
      JOIN sync_runs earlier_run
        ON earlier_run.user_id = this_run.user_id AND earlier_run.created_at < this_run.created_at
      JOIN sync_run_items earlier ON earlier.run_id = earlier_run.id
      JOIN cached_products product ON product.user_id = this_run.user_id AND product.store_id = earlier.store_id
        AND product.id = earlier.product_id AND product.sync_state = 'skipped'
      WHERE this_run.id = ${run}
      GROUP BY earlier.store_id, earlier.product_id
    ) last_word
    JOIN sync_run_items skipped ON skipped.id = last_word.id AND skipped.outcome = 'skipped'`;
}
