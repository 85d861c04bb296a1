import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PasswordsModule } from '../auth/passwords.module.js';
import { RbacModule } from '../rbac/rbac.module.js';
import { AccountClosing } from './account-closing.js';
import { SystemUser } from './system-user.js';
import { User } from './user.entity.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([User]), RbacModule, PasswordsModule],
  providers: [AccountClosing, UsersService, SystemUser],
  exports: [AccountClosing, UsersService],
})
export class UsersModule {}
