import type { MigrationInterface, QueryRunner } from 'typeorm';

const MERCHANT = [
  'connections.read',
  'connections.write',
  'catalog.read',
  'catalog.write',
  'sync.read',
  'sync.write',
  'vk-catalog.read',
  'profile.read',
  'profile.write',
];
const ADMIN = [...MERCHANT, 'users.read', 'users.write', 'roles.read', 'roles.write', 'logs.read', 'overview.read'];
const SYSTEM = [...ADMIN, 'queues.read', 'system.manage'];

/** Users, roles with their permissions, tokens and the journal of calls. */
export class Accounts1790000001000 implements MigrationInterface {
  name = 'Accounts1790000001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(table);
    await runner.query('INSERT INTO permissions (code) VALUES ?', [SYSTEM.map((code) => [code])]);
    await this.addRole(runner, 'system', SYSTEM);
    await this.addRole(runner, 'admin', ADMIN);
    await this.addRole(runner, 'user', MERCHANT);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'api_logs',
      'api_tokens',
      'one_time_tokens',
      'user_roles',
      'role_permissions',
      'permissions',
      'roles',
      'users',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }

  private async addRole(runner: QueryRunner, name: string, permissions: string[]): Promise<void> {
    await runner.query('INSERT INTO roles (name, built_in) VALUES (?, 1)', [name]);
    await runner.query(
      `INSERT INTO role_permissions (role_id, permission_code)
       SELECT r.id, p.code FROM roles r JOIN permissions p ON p.code IN (?) WHERE r.name = ?`,
      [permissions, name],
    );
  }
}

/** Migrations of accounts, in the order in which they run. */
export const accountsMigrations = [Accounts1790000001000];

const ENDING = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

const TABLES = [
  `CREATE TABLE users (
    id int UNSIGNED NOT NULL AUTO_INCREMENT,
    email varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    name varchar(200) NOT NULL,
    phone varchar(32) NULL,
    password_hash varchar(255) NULL,
    status enum('pending', 'active', 'suspended') NOT NULL DEFAULT 'pending',
    language varchar(2) NOT NULL DEFAULT 'ru',
    created_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    updated_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
    last_login_at datetime(3) NULL,
    PRIMARY KEY (id),
    UNIQUE INDEX uq_users_email (email),
    INDEX ix_users_created_at (created_at)
  ) ${ENDING}`,
  `CREATE TABLE roles (
    id int UNSIGNED NOT NULL AUTO_INCREMENT,
    name varchar(64) NOT NULL,
    built_in tinyint NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    UNIQUE INDEX uq_roles_name (name)
  ) ${ENDING}`,
  `CREATE TABLE permissions (
    code varchar(64) NOT NULL,
    PRIMARY KEY (code)
  ) ${ENDING}`,
  `CREATE TABLE role_permissions (
    role_id int UNSIGNED NOT NULL,
    permission_code varchar(64) NOT NULL,
    PRIMARY KEY (role_id, permission_code),
    INDEX ix_role_permissions_permission (permission_code),
    CONSTRAINT fk_role_permissions_role FOREIGN KEY (role_id) REFERENCES roles (id) ON DELETE CASCADE ON UPDATE NO ACTION,
    CONSTRAINT fk_role_permissions_permission FOREIGN KEY (permission_code) REFERENCES permissions (code)
      ON DELETE CASCADE ON UPDATE NO ACTION
  ) ${ENDING}`,
  `CREATE TABLE user_roles (
    user_id int UNSIGNED NOT NULL,
    role_id int UNSIGNED NOT NULL,
    PRIMARY KEY (user_id, role_id),
    INDEX ix_user_roles_role (role_id),
    CONSTRAINT fk_user_roles_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE NO ACTION,
    CONSTRAINT fk_user_roles_role FOREIGN KEY (role_id) REFERENCES roles (id) ON DELETE RESTRICT ON UPDATE NO ACTION
  ) ${ENDING}`,
  `CREATE TABLE one_time_tokens (
    id int UNSIGNED NOT NULL AUTO_INCREMENT,
    user_id int UNSIGNED NOT NULL,
    purpose enum('confirm', 'reset', 'invite') NOT NULL,
    token_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    expires_at datetime(3) NOT NULL,
    used_at datetime(3) NULL,
    created_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (id),
    UNIQUE INDEX uq_one_time_tokens_hash (token_hash),
    INDEX ix_one_time_tokens_user (user_id, purpose),
    CONSTRAINT fk_one_time_tokens_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE NO ACTION
  ) ${ENDING}`,
  `CREATE TABLE api_tokens (
    id int UNSIGNED NOT NULL AUTO_INCREMENT,
    user_id int UNSIGNED NOT NULL,
    name varchar(100) NOT NULL,
    token_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    last4 varchar(4) NOT NULL,
    scopes json NOT NULL,
    last_used_at datetime(3) NULL,
    expires_at datetime(3) NULL,
    created_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (id),
    UNIQUE INDEX uq_api_tokens_hash (token_hash),
    INDEX ix_api_tokens_user (user_id),
    CONSTRAINT fk_api_tokens_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE NO ACTION
  ) ${ENDING}`,
  `CREATE TABLE api_logs (
    id bigint UNSIGNED NOT NULL AUTO_INCREMENT,
    time datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    user_id int UNSIGNED NULL,
    direction enum('in', 'out') NOT NULL,
    service varchar(32) NOT NULL,
    method varchar(191) NOT NULL,
    status smallint UNSIGNED NULL,
    duration_ms int UNSIGNED NOT NULL,
    run_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NULL,
    correlation_id varchar(100) NULL,
    request json NULL,
    response json NULL,
    PRIMARY KEY (id),
    INDEX ix_api_logs_time (time),
    INDEX ix_api_logs_user (user_id, time),
    INDEX ix_api_logs_service (service, time),
    INDEX ix_api_logs_status (status, time),
    INDEX ix_api_logs_run (run_id),
    INDEX ix_api_logs_correlation (correlation_id)
  ) ${ENDING}`,
];
