import type { MigrationInterface, QueryRunner } from 'typeorm';

const ENDING = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

/** Whoever may see or change their profile may see or change their hooks. */
const GRANTS = [
  ['hooks.read', 'profile.read'],
  ['hooks.write', 'profile.write'],
] as const;

/** Hooks, what is delivered to them, and the permissions for both. */
export class Hooks1790000014000 implements MigrationInterface {
  name = 'Hooks1790000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE hooks (
      id int UNSIGNED NOT NULL AUTO_INCREMENT,
      user_id int UNSIGNED NOT NULL,
      url varchar(2000) NOT NULL,
      name varchar(100) NOT NULL,
      events json NOT NULL,
      enabled tinyint NOT NULL DEFAULT 1,
      secret varchar(255) NOT NULL,
      previous_secret varchar(255) NULL,
      previous_secret_until datetime(3) NULL,
      failing_since datetime(3) NULL,
      given_up_at datetime(3) NULL,
      created_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      PRIMARY KEY (id),
      INDEX ix_hooks_user (user_id),
      CONSTRAINT fk_hooks_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE NO ACTION
    ) ${ENDING}`);
    await runner.query(`CREATE TABLE hook_deliveries (
      id int UNSIGNED NOT NULL AUTO_INCREMENT,
      hook_id int UNSIGNED NOT NULL,
      event_key varchar(191) CHARACTER SET ascii COLLATE ascii_bin NULL,
      event_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
      event varchar(64) NOT NULL,
      body mediumtext NOT NULL,
      replay_of int UNSIGNED NULL,
      status varchar(16) NOT NULL,
      attempts smallint UNSIGNED NOT NULL DEFAULT 0,
      next_try_at datetime(3) NULL,
      response_status smallint UNSIGNED NULL,
      response_body text NULL,
      error varchar(32) NULL,
      duration_ms int UNSIGNED NULL,
      created_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      finished_at datetime(3) NULL,
      PRIMARY KEY (id),
      UNIQUE INDEX uq_hook_deliveries_key (hook_id, event_key),
      INDEX ix_hook_deliveries_due (status, next_try_at),
      INDEX ix_hook_deliveries_created (created_at),
      CONSTRAINT fk_hook_deliveries_hook FOREIGN KEY (hook_id) REFERENCES hooks (id) ON DELETE CASCADE ON UPDATE NO ACTION
    ) ${ENDING}`);
    await runner.query('INSERT INTO permissions (code) VALUES ?', [GRANTS.map(([code]) => [code])]);
    for (const [code, alike] of GRANTS) {
      await runner.query(
        `INSERT INTO role_permissions (role_id, permission_code)
         SELECT role_id, ? FROM role_permissions WHERE permission_code = ?`,
        [code, alike],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    const codes = GRANTS.map(([code]) => code);
    await runner.query('DELETE FROM role_permissions WHERE permission_code IN (?)', [codes]);
    await runner.query('DELETE FROM permissions WHERE code IN (?)', [codes]);
    await runner.query('DROP TABLE hook_deliveries');
    await runner.query('DROP TABLE hooks');
  }
}
