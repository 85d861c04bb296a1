import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The index of a store's products by group says too whether they are still listed, so that counting needs no rows. */
export class Refresh1790000006000 implements MigrationInterface {
  name = 'Refresh1790000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(rebuilt('user_id, store_id, group_id, removed_at'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(rebuilt('user_id, store_id, group_id'));
  }
}

function rebuilt(columns: string): string {
  return `ALTER TABLE cached_products DROP INDEX ix_cached_products_group, ADD INDEX ix_cached_products_group (${columns})`;
}
