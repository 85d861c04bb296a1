import { Injectable } from '@nestjs/common';
import { pageOf, type Page, type PageQuery } from '../../common/pagination.js';
import { Problem } from '../../common/problem.js';
import { orderOf } from '../../common/sorting.js';
import { covers } from '../../rbac/authority.js';
import { permissionCatalog } from '../../rbac/permission-catalog.js';
import { RolesService } from '../../rbac/roles.service.js';
import type { ActingAdmin } from '../acting-admin.js';
import { toPermissionDto, type PermissionDto } from './dto/permission.dto.js';
import { toRoleDto, type RoleDto } from './dto/role.dto.js';
import { mayEditRole } from './role-changes.js';

type Sortable = 'id' | 'name' | 'usersCount';

/** Roles and permissions as an admin sees them. They are few, so that a page is cut out of all of them. */
@Injectable()
export class RoleList {
  constructor(private readonly roles: RolesService) {}

  async list(query: PageQuery, by: ActingAdmin): Promise<Page<RoleDto>> {
    const all = (await this.roles.list()).map((role) => toRoleDto(role, mayEditRole(by, role)));
    const found = all.filter(({ name }) => matches(query.search, name));
    return cut(query.sort ? sorted(found, query.sort) : found, query);
  }

  /** @throws Problem 404 `not_found` */
  async find(id: number, by: ActingAdmin): Promise<RoleDto> {
    const role = await this.roles.findById(id);
    if (!role) throw Problem.notFound('not_found', { ru: 'Такой роли нет', en: 'There is no such role' });
    return toRoleDto(role, mayEditRole(by, role));
  }

  listPermissions(query: PageQuery, by: ActingAdmin): Page<PermissionDto> {
    const found = permissionCatalog.filter(({ code, description }) =>
      matches(query.search, code, description.ru, description.en),
    );
    const ordered = query.sort ? byCode(found, query.sort) : found;
    return cut(
      ordered.map((permission) => toPermissionDto(permission, covers(by, [permission.code]))),
      query,
    );
  }
}

function matches(search: string | undefined, ...texts: string[]): boolean {
  const wanted = search?.trim().toLowerCase();
  return !wanted || texts.some((text) => text.toLowerCase().includes(wanted));
}

function sorted(roles: RoleDto[], sort: string): RoleDto[] {
  const { column, direction } = orderOf(sort, { id: 'id', name: 'name', usersCount: 'usersCount' });
  const key = column as Sortable;
  const rising = roles.toSorted((a, b) =>
    key === 'name' ? a.name.localeCompare(b.name, 'ru') : a[key] - b[key] || a.id - b.id,
  );
  return direction === 'ASC' ? rising : rising.toReversed();
}

function byCode<T extends { code: string }>(permissions: T[], sort: string): T[] {
  const { direction } = orderOf(sort, { code: 'code' });
  const rising = permissions.toSorted((a, b) => a.code.localeCompare(b.code));
  return direction === 'ASC' ? rising : rising.toReversed();
}

function cut<T>(all: T[], query: PageQuery): Page<T> {
  const from = (query.page - 1) * query.pageSize;
  return pageOf(all.slice(from, from + query.pageSize), all.length, query);
}
