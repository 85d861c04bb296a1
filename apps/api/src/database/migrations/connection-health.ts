import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['evotor_connections', 'vk_connections'];

/** When a connection was last checked in the background. */
export class ConnectionHealth1790000012100 implements MigrationInterface {
  name = 'ConnectionHealth1790000012100';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN health_checked_at datetime(3) NULL AFTER checked_at`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`ALTER TABLE ${table} DROP COLUMN health_checked_at`);
  }
}
