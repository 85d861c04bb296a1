import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail of the admin section; who asked for a run, and runs of the last day found by an index. */
export class Audit1790000004000 implements MigrationInterface {
  name = 'Audit1790000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE audit_entries (
      id bigint UNSIGNED NOT NULL AUTO_INCREMENT,
      time datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      actor_id int UNSIGNED NULL,
      actor_email varchar(254) NOT NULL,
      action varchar(64) NOT NULL,
      target_kind varchar(32) NOT NULL,
      target_id varchar(64) NOT NULL,
      target_label varchar(254) NOT NULL,
      details json NULL,
      ip varchar(45) NULL,
      INDEX ix_audit_entries_time (time),
      INDEX ix_audit_entries_actor (actor_id, time),
      INDEX ix_audit_entries_action (action, time),
      INDEX ix_audit_entries_target (target_kind, target_id, time),
      PRIMARY KEY (id)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    await runner.query(`ALTER TABLE sync_runs
      ADD COLUMN triggered_by int UNSIGNED NULL AFTER \`trigger\`,
      ADD INDEX ix_sync_runs_created (created_at, status)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sync_runs DROP INDEX ix_sync_runs_created, DROP COLUMN triggered_by');
    await runner.query('DROP TABLE audit_entries');
  }
}
