import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { PasswordsModule } from '../auth/passwords.module.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { RbacModule } from '../rbac/rbac.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { SyncRun } from '../sync/sync-run.entity.js';
import { User } from '../users/user.entity.js';
import { UsersModule } from '../users/users.module.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { AuditList } from './audit/audit-list.js';
import { AuditRetention } from './audit/audit-retention.js';
import { AuditTrail } from './audit/audit-trail.js';
import { AdminOverviewController } from './overview/overview.controller.js';
import { AdminOverviewService } from './overview/overview.service.js';
import { PermissionsController } from './roles/permissions.controller.js';
import { RoleChanges } from './roles/role-changes.js';
import { RoleList } from './roles/role-list.js';
import { RolesController } from './roles/roles.controller.js';
import { UserAccess } from './users/user-access.js';
import { UserAccessController } from './users/user-access.controller.js';
import { UserChanges } from './users/user-changes.js';
import { UserDeeds } from './users/user-deeds.js';
import { UserList } from './users/user-list.js';
import { UserRuns } from './users/user-runs.js';
import { UserRunsController } from './users/user-runs.controller.js';
import { AdminUsersController } from './users/users.controller.js';

/** The admin section: users, roles, how the service fares, and who did what. */
@Module({
  imports: [
    TypeOrmModule.forFeature([AuditEntry, SyncRun, User]),
    AuthModule,
    ConnectionsModule,
    PasswordsModule,
    RbacModule,
    SyncModule,
    UsersModule,
  ],
  controllers: [
    AdminUsersController,
    UserAccessController,
    UserRunsController,
    RolesController,
    PermissionsController,
    AdminOverviewController,
    AuditController,
  ],
  providers: [
    AuditList,
    AuditRetention,
    AuditTrail,
    AdminOverviewService,
    RoleChanges,
    RoleList,
    UserAccess,
    UserChanges,
    UserDeeds,
    UserList,
    UserRuns,
  ],
})
export class AdminModule {}
