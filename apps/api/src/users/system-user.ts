import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Problem } from '../common/problem.js';
import { Settings } from '../config/settings.js';
import { withDatabaseLock } from '../database/lock.js';
import { RolesService } from '../rbac/roles.service.js';
import { UsersService } from './users.service.js';

/** Creates the first `system` user from the settings when there is none, in one process of several. */
@Injectable()
export class SystemUser implements OnApplicationBootstrap {
  private readonly logger = new Logger('SystemUser');

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly users: UsersService,
    private readonly roles: RolesService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.systemUserEmail || (await this.exists())) return;
    await withDatabaseLock(this.dataSource, 'system-user', async () => {
      if (!(await this.exists())) await this.create();
    });
  }

  private async exists(): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `SELECT 1 FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE r.name = 'system' LIMIT 1`,
    );
    return rows.length > 0;
  }

  private async create(): Promise<void> {
    const role = await this.roles.findByName('system');
    if (!role) throw new Error('The role "system" is missing from the database');
    const { systemUserEmail: email, systemUserPassword: password } = this.settings;
    try {
      const user = await this.users.create({ email, password, name: 'EvoSync', roleId: role.id });
      this.logger.log(`Created the first system user (id ${user.id})`);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'email_taken')) throw error;
      this.logger.error('SYSTEM_USER_EMAIL belongs to a user who is not a system user: none was created');
    }
  }
}
