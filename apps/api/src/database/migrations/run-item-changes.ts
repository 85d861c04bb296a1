import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A run remembers what it changed of each item: the price before and after, the stock, the name. */
export class RunItemChanges1790000019000 implements MigrationInterface {
  name = 'RunItemChanges1790000019000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sync_run_items ADD COLUMN changes json NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sync_run_items DROP COLUMN changes');
  }
}
