import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { Role } from './role.entity.js';

/** A role and what it allows. */
export interface RoleWithPermissions {
  id: number;
  name: string;
  builtIn: boolean;
  permissions: string[];
  usersCount: number;
}

type RoleRow = Omit<RoleWithPermissions, 'builtIn' | 'permissions' | 'usersCount'> & {
  builtIn: number;
  permissions: string | null;
  usersCount: string;
};

const ROLES = `
  SELECT r.id, r.name, r.built_in AS builtIn,
         (SELECT GROUP_CONCAT(rp.permission_code ORDER BY rp.permission_code)
          FROM role_permissions rp WHERE rp.role_id = r.id) AS permissions,
         (SELECT COUNT(*) FROM user_roles ur WHERE ur.role_id = r.id) AS usersCount
  FROM roles r`;

/** Roles and what they allow. */
@Injectable()
export class RolesService {
  constructor(@InjectRepository(Role) private readonly roles: Repository<Role>) {}

  async findByName(name: string, manager?: EntityManager): Promise<RoleWithPermissions | null> {
    const [role] = await this.read(`${ROLES} WHERE r.name = ?`, [name], manager);
    return role ?? null;
  }

  async findById(id: number, manager?: EntityManager): Promise<RoleWithPermissions | null> {
    const [role] = await this.read(`${ROLES} WHERE r.id = ?`, [id], manager);
    return role ?? null;
  }

  /** All of them: those that come with the product first, the mightiest before the others. */
  list(): Promise<RoleWithPermissions[]> {
    return this.read(`${ROLES} ORDER BY r.built_in DESC, IF(r.built_in, r.id, 0), r.name`, []);
  }

  private async read(
    sql: string,
    values: unknown[],
    manager: EntityManager = this.roles.manager,
  ): Promise<RoleWithPermissions[]> {
    const rows: RoleRow[] = await manager.query(sql, values);
    return rows.map((row) => ({
      ...row,
      builtIn: Boolean(row.builtIn),
      permissions: row.permissions?.split(',') ?? [],
      usersCount: Number(row.usersCount),
    }));
  }
}
