import type { MigrationInterface, QueryRunner } from 'typeorm';

const OLD_COLUMNS = `
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
  INDEX ix_api_logs_correlation (correlation_id)`;

const COLUMNS = `
  id bigint UNSIGNED NOT NULL AUTO_INCREMENT,
  time datetime(3) NOT NULL,
  user_id int UNSIGNED NULL,
  direction enum('in', 'out') NOT NULL,
  service varchar(32) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  method varchar(191) NOT NULL,
  status smallint UNSIGNED NULL,
  status_class enum('2xx', '3xx', '4xx', '5xx', 'none') NOT NULL,
  outcome enum('ok', 'error') NOT NULL,
  error_code varchar(64) NULL,
  duration_ms int UNSIGNED NOT NULL,
  run_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NULL,
  correlation_id varchar(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
  search_text varbinary(4000) NOT NULL,
  PRIMARY KEY (id),
  INDEX ix_api_logs_time (time, id, service, direction, outcome, status_class),
  INDEX ix_api_logs_user (user_id, time, id, service, direction, outcome, status_class),
  INDEX ix_api_logs_user_outcome (user_id, outcome, time, id, service, direction, status_class),
  INDEX ix_api_logs_service (service, time, id, direction, outcome, status_class),
  INDEX ix_api_logs_service_outcome (service, outcome, time, id, direction, status_class),
  INDEX ix_api_logs_status (status_class, time, id, service, direction, outcome),
  INDEX ix_api_logs_outcome (outcome, time, id, service, direction, status_class),
  INDEX ix_api_logs_direction (direction, time, id, service, outcome, status_class),
  INDEX ix_api_logs_run (run_id, time, id),
  INDEX ix_api_logs_correlation (correlation_id, time, id)`;

const ENDING = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

/** The journal of calls as it is written and searched. The table before this one was never written to. */
export class Journal1790000005000 implements MigrationInterface {
  name = 'Journal1790000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_logs');
    await runner.query(`CREATE TABLE api_logs (${COLUMNS}) ${ENDING}`);
    await runner.query(
      `CREATE TABLE api_log_bodies (
        log_id bigint UNSIGNED NOT NULL,
        request text NULL,
        response text NULL,
        PRIMARY KEY (log_id)
      ) ${ENDING}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_log_bodies');
    await runner.query('DROP TABLE api_logs');
    await runner.query(`CREATE TABLE api_logs (${OLD_COLUMNS}) ${ENDING}`);
  }
}
