import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['evotor_connections', 'vk_connections'];

/** Whether the merchant was told that a connection needs attention. */
export class ConnectionNotices1790000007000 implements MigrationInterface {
  name = 'ConnectionNotices1790000007000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE ${table}
        ADD COLUMN notice_claimed_at datetime(3) NULL AFTER checked_at,
        ADD COLUMN notified_at datetime(3) NULL AFTER notice_claimed_at,
        ADD INDEX ix_${table}_notice (status, notified_at)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE ${table}
        DROP INDEX ix_${table}_notice, DROP COLUMN notified_at, DROP COLUMN notice_claimed_at`);
    }
  }
}
