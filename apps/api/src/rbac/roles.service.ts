import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { RolePermission } from './role-permission.entity.js';
import { Role } from './role.entity.js';

interface RoleWithPermissions {
  id: number;
  name: string;
  permissions: string[];
}

/** Roles and what they allow. */
@Injectable()
export class RolesService {
  constructor(
    @InjectRepository(Role) private readonly roles: Repository<Role>,
    @InjectRepository(RolePermission) private readonly permissions: Repository<RolePermission>,
  ) {}

  async findByName(name: string): Promise<RoleWithPermissions | null> {
    const role = await this.roles.findOneBy({ name });
    if (!role) return null;
    const granted = await this.permissions.findBy({ roleId: role.id });
    return { id: role.id, name: role.name, permissions: granted.map(({ permissionCode }) => permissionCode) };
  }
}
