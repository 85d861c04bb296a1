import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an account goes through: an address confirmed or changed, notices agreed to, and its end. */
export class AccountsLifecycle1790000003000 implements MigrationInterface {
  name = 'AccountsLifecycle1790000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD pending_email varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        ADD email_confirmed_at datetime(3) NULL,
        ADD notify_email tinyint NOT NULL DEFAULT 1,
        ADD notify_sms tinyint NOT NULL DEFAULT 0,
        ADD closing_goods enum('keep', 'hide') NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        DROP COLUMN pending_email,
        DROP COLUMN email_confirmed_at,
        DROP COLUMN notify_email,
        DROP COLUMN notify_sms,
        DROP COLUMN closing_goods`);
  }
}
