import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PasswordsModule } from '../auth/passwords.module.js';
import { RbacModule } from '../rbac/rbac.module.js';
import { SystemUser } from './system-user.js';
import { User } from './user.entity.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([User]), RbacModule, PasswordsModule],
  providers: [UsersService, SystemUser],
  exports: [UsersService],
})
export class UsersModule {}
