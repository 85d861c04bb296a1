import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Admins look into the queues too. */
export class QueuesForAdmins1790000016000 implements MigrationInterface {
  name = 'QueuesForAdmins1790000016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT IGNORE INTO role_permissions (role_id, permission_code) SELECT id, 'queues.read' FROM roles WHERE name = 'admin'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DELETE rp FROM role_permissions rp JOIN roles r ON r.id = rp.role_id
       WHERE r.name = 'admin' AND rp.permission_code = 'queues.read'`,
    );
  }
}
