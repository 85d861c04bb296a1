import { Injectable } from '@nestjs/common';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { validationFailed } from '../../common/input.pipe.js';
import { Problem } from '../../common/problem.js';
import { covers, forbidden, isSystem } from '../../rbac/authority.js';
import { lockRanks } from '../../rbac/last-system-user.js';
import { permissionCodes } from '../../rbac/permissions.js';
import { RolePermission } from '../../rbac/role-permission.entity.js';
import { Role } from '../../rbac/role.entity.js';
import { RolesService, type RoleWithPermissions } from '../../rbac/roles.service.js';
import { UsersService } from '../../users/users.service.js';
import type { ActingAdmin } from '../acting-admin.js';
import type { AuditAction, AuditDetails } from '../audit/audit-actions.js';
import { AuditTrail, type Deed } from '../audit/audit-trail.js';
import type { CreateRoleDto } from './dto/role.dto.js';

/** Makes, renames, removes and changes roles. Nobody reaches beyond what they may do themselves. */
@Injectable()
export class RoleChanges {
  constructor(
    private readonly roles: RolesService,
    private readonly users: UsersService,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws Problem 400 for an unknown permission, 403 for one the caller lacks, 409 `role_exists` */
  create({ name, permissions }: CreateRoleDto, by: ActingAdmin): Promise<number> {
    const wanted = known(permissions);
    const deed: Deed = {
      by,
      action: 'role.created',
      target: { kind: 'role', id: null, label: name },
      details: { permissions: wanted },
    };
    return this.audit.perform(deed, async (manager) => {
      assertMayGrant(by, wanted);
      const { identifiers } = await manager.insert(Role, { name }).catch(refuseTakenName);
      const id = Number(identifiers[0]?.id);
      deed.target.id = id;
      await grant(manager, id, wanted);
      return id;
    });
  }

  /** @throws Problem 404, 403, 409 `built_in_role`, 409 `role_exists` */
  rename(id: number, name: string, by: ActingAdmin): Promise<void> {
    return this.change(id, 'role.renamed', by, async (role, manager) => {
      if (role.builtIn) throw builtIn();
      await manager.update(Role, { id }, { name }).catch(refuseTakenName);
      return { from: role.name, to: name };
    });
  }

  /** @throws Problem 404, 403, 409 `built_in_role`, 409 `role_in_use` */
  remove(id: number, by: ActingAdmin): Promise<void> {
    return this.change(id, 'role.deleted', by, async (role, manager) => {
      if (role.builtIn) throw builtIn();
      if (role.usersCount > 0) throw inUse();
      await manager.delete(Role, { id }).catch((error: unknown) => {
        throw hasCode(error, 'ER_ROW_IS_REFERENCED_2') ? inUse() : error;
      });
      return { permissions: role.permissions };
    });
  }

  /**
   * Everybody with this role may do exactly this from their next request on.
   * @throws Problem 400 for an unknown permission, 404, 403, 409 `yourself` when the caller would lock themselves out
   */
  setPermissions(id: number, permissions: string[], by: ActingAdmin): Promise<void> {
    const wanted = known(permissions);
    return this.change(id, 'role.permissions-changed', by, async (role, manager) => {
      assertMayGrant(by, wanted);
      await manager.delete(RolePermission, { roleId: id });
      await grant(manager, id, wanted);
      await this.assertStillMayEditRoles(by, manager);
      return {
        given: wanted.filter((code) => !role.permissions.includes(code)),
        taken: role.permissions.filter((code) => !wanted.includes(code)),
      };
    });
  }

  private change(
    id: number,
    action: AuditAction,
    by: ActingAdmin,
    work: (role: RoleWithPermissions, manager: EntityManager) => Promise<AuditDetails>,
  ): Promise<void> {
    const deed: Deed = { by, action, target: { kind: 'role', id, label: '' } };
    return this.audit.perform(deed, async (manager) => {
      await lockRanks(manager);
      const role = await this.roles.findById(id, manager);
      if (!role) throw Problem.notFound('not_found', { ru: 'Такой роли нет', en: 'There is no such role' });
      deed.target.label = role.name;
      if (!mayEditRole(by, role)) throw roleBeyond(role);
      deed.details = await work(role, manager);
    });
  }

  private async assertStillMayEditRoles(by: ActingAdmin, manager: EntityManager): Promise<void> {
    const after = await this.users.findAccount(by.id, manager);
    if (after?.permissions.includes('roles.read') && after.permissions.includes('roles.write')) return;
    throw Problem.conflict('yourself', {
      ru: 'Так вы лишите себя доступа к ролям',
      en: 'This would take away your own access to roles',
    });
  }
}

/**
 * `system` stays as it is, and a role of the product that one has oneself belongs to system users: what is taken from
 * it by mistake nobody else could give back. The rest belongs to whoever may do as much.
 */
export function mayEditRole(by: ActingAdmin, role: RoleWithPermissions): boolean {
  if (role.name === 'system') return false;
  if (role.builtIn && by.roles.includes(role.name)) return isSystem(by);
  return covers(by, role.permissions);
}

function roleBeyond(role: RoleWithPermissions): Problem {
  if (role.name === 'system') {
    return forbidden({ ru: 'Роль system изменить нельзя', en: 'The role system cannot be changed' });
  }
  if (role.name === 'admin') {
    return forbidden({
      ru: 'Роль admin меняет только системный пользователь',
      en: 'Only a system user changes the role admin',
    });
  }
  return forbidden({ ru: 'Этой роли можно больше, чем вам', en: 'This role may do more than you' });
}

function assertMayGrant(by: ActingAdmin, permissions: readonly string[]): void {
  if (covers(by, permissions)) return;
  throw forbidden({ ru: 'Нельзя дать право, которого нет у вас', en: 'You cannot give a permission you do not have' });
}

function known(permissions: readonly string[]): string[] {
  const codes: readonly string[] = permissionCodes;
  const strange = permissions.filter((code) => !codes.includes(code));
  if (strange.length === 0) return codes.filter((code) => permissions.includes(code));
  const names = strange.slice(0, 5).join(', ');
  throw validationFailed([
    {
      field: 'permissions',
      message: { ru: `Таких прав нет: ${names}`, en: `There are no such permissions: ${names}` },
    },
  ]);
}

async function grant(manager: EntityManager, roleId: number, permissions: string[]): Promise<void> {
  if (permissions.length === 0) return;
  await manager.insert(
    RolePermission,
    permissions.map((permissionCode) => ({ roleId, permissionCode })),
  );
}

function refuseTakenName(error: unknown): never {
  if (!hasCode(error, 'ER_DUP_ENTRY')) throw error;
  const message = { ru: 'Такая роль уже есть', en: 'There is such a role already' };
  throw Problem.conflict('role_exists', message, [{ field: 'name', message }]);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof QueryFailedError && 'code' in error && error.code === code;
}

function builtIn(): Problem {
  return Problem.conflict('built_in_role', {
    ru: 'Встроенную роль нельзя переименовать или удалить',
    en: 'A built-in role can be neither renamed nor removed',
  });
}

function inUse(): Problem {
  return Problem.conflict('role_in_use', {
    ru: 'Эта роль есть у пользователей: сначала дайте им другую',
    en: 'Users have this role: give them another one first',
  });
}
