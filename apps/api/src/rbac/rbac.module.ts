import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Permission } from './permission.entity.js';
import { RolePermission } from './role-permission.entity.js';
import { Role } from './role.entity.js';
import { RolesService } from './roles.service.js';
import { UserRole } from './user-role.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([Permission, Role, RolePermission, UserRole])],
  providers: [RolesService],
  exports: [RolesService],
})
export class RbacModule {}
