import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens of VK ID: they are short-lived and refreshed, one process at a time. */
export class VkSignIn1790000012000 implements MigrationInterface {
  name = 'VkSignIn1790000012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE vk_connections
      ADD COLUMN token_mark varchar(32) NOT NULL DEFAULT '' AFTER token_last4,
      ADD COLUMN refresh_token text NULL AFTER token_mark,
      ADD COLUMN device_id varchar(255) NULL AFTER refresh_token,
      ADD COLUMN token_expires_at datetime(3) NULL AFTER device_id,
      ADD COLUMN token_renew_at datetime(3) NULL AFTER token_expires_at,
      ADD COLUMN refresh_claimed_at datetime(3) NULL AFTER token_renew_at,
      ADD COLUMN vk_user_id bigint unsigned NULL AFTER refresh_claimed_at`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE vk_connections
      DROP COLUMN vk_user_id, DROP COLUMN refresh_claimed_at, DROP COLUMN token_renew_at, DROP COLUMN token_expires_at, DROP COLUMN device_id,
      DROP COLUMN refresh_token, DROP COLUMN token_mark`);
  }
}
