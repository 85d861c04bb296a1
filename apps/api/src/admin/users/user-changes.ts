import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountLetters } from '../../auth/account-letters.js';
import { OneTimeTokens } from '../../auth/one-time-tokens.js';
import { refuseWeakPassword } from '../../auth/password-rules.js';
import { validationFailed } from '../../common/input.pipe.js';
import { assertMayGive, assertMayTakeOver, isSystem } from '../../rbac/authority.js';
import { RolesService, type RoleWithPermissions } from '../../rbac/roles.service.js';
import { UserRole } from '../../rbac/user-role.entity.js';
import { AccountClosing } from '../../users/account-closing.js';
import { normalEmail } from '../../users/email.js';
import { requirePhone } from '../../users/phone.js';
import { User, type ClosingGoods } from '../../users/user.entity.js';
import { UsersService, type Account, type UserChanges as Changes } from '../../users/users.service.js';
import type { ActingAdmin } from '../acting-admin.js';
import type { AuditDetails } from '../audit/audit-actions.js';
import { AuditTrail, type Deed } from '../audit/audit-trail.js';
import type { CreateUserDto } from './dto/create-user.dto.js';
import type { UpdateUserDto } from './dto/update-user.dto.js';
import { assertMayLose, UserDeeds, yourself } from './user-deeds.js';

/** Creates, changes and removes users. Nobody gives a role that may do more than they themselves. */
@Injectable()
export class UserChanges {
  constructor(
    private readonly users: UsersService,
    private readonly roles: RolesService,
    private readonly deeds: UserDeeds,
    private readonly audit: AuditTrail,
    private readonly letters: AccountLetters,
    private readonly tokens: OneTimeTokens,
    private readonly closing: AccountClosing,
  ) {}

  /**
   * A user with a password is active at once; one without is sent an invite. Answers their id.
   * @throws Problem 400 for an unknown role or a weak password, 403 for a role too mighty, 409 `email_taken`
   */
  async create(input: CreateUserDto, by: ActingAdmin): Promise<{ id: number; inviteSent: boolean }> {
    const { name } = input;
    const password = input.password ?? undefined;
    const email = normalEmail(input.email);
    const phone = input.phone ? requirePhone(input.phone) : undefined;
    if (password !== undefined) refuseWeakPassword(password, email);
    const deed: Deed = {
      by,
      action: 'user.created',
      target: { kind: 'user', id: null, label: email },
      details: { roles: [input.role], invited: !password },
    };
    const user = await this.audit.perform(deed, async (manager) => {
      const role = await this.roleToGive(input.role, 'role', by, manager);
      const id = await this.users.insert({ email, name, phone, password, roleId: role.id }, manager);
      deed.target.id = id;
      return manager.findOneByOrFail(User, { id });
    });
    const inviteSent = user.status === 'pending';
    if (inviteSent) await this.letters.invite(user, by.name);
    return { id: user.id, inviteSent };
  }

  /**
   * Changes what is given. A changed address counts at once, links sent to the old one stop working, and the old one
   * is told; one's own is changed in the profile, where it is confirmed.
   * @throws Problem 400 for an unknown role, 404, 403, 409 `email_taken`, `last_system_user` or `yourself`
   */
  async update(id: number, input: UpdateUserDto, by: ActingAdmin): Promise<void> {
    const [before, after] = await this.deeds.perform('user.updated', id, by, async (target, manager, deed) => {
      const user = await manager.findOneByOrFail(User, { id });
      const changes = differing(input, user);
      if (changes.email !== undefined) {
        if (by.id === target.id) throw yourself();
        assertMayTakeOver(by, target);
        await this.tokens.revoke(id, ['confirm', 'reset', 'invite'], manager);
      }
      await this.users.change(id, changes, manager);
      deed.details = { ...traceOf(changes, user), ...(await this.changeRoles(target, input, by, manager)) };
      deed.idle = Object.keys(deed.details).length === 0;
      return [user, { ...user, ...changes }];
    });
    const moved = before.email !== after.email && before.status === 'active';
    if (moved) await this.letters.emailChanged(after, before.email);
  }

  /**
   * The account closes at once; `goods` says what becomes of its items in VK.
   * @throws Problem 404, 403, 409 `last_system_user` or `yourself`
   */
  remove(id: number, goods: ClosingGoods, by: ActingAdmin): Promise<void> {
    return this.deeds.attend('user.deleted', id, by, async (target, deed) => {
      deed.details = { name: target.name, roles: target.roles, goods };
      await this.closing.close(id, goods, async (manager) => {
        await assertMayLose(by, target, manager);
        await this.audit.record(deed, manager);
      });
    });
  }

  private async changeRoles(
    target: Account,
    { role, roles }: UpdateUserDto,
    by: ActingAdmin,
    manager: EntityManager,
  ): Promise<AuditDetails> {
    const names = roles ?? (role === undefined ? null : [role]);
    if (!names || sameNames(names, target.roles)) return {};
    assertMayTakeOver(by, target);
    const wanted: RoleWithPermissions[] = [];
    for (const name of new Set(names)) wanted.push(await this.roleToGive(name, roles ? 'roles' : 'role', by, manager));
    if (isSystem(target) && !wanted.some(({ name }) => name === 'system')) await assertMayLose(by, target, manager);
    const permissions = wanted.flatMap((one) => one.permissions);
    if (by.id === target.id && !target.permissions.every((code) => permissions.includes(code))) throw yourself();
    await manager.delete(UserRole, { userId: target.id });
    const roleIds = [...new Set(wanted.map(({ id }) => id))];
    await manager.insert(
      UserRole,
      roleIds.map((roleId) => ({ userId: target.id, roleId })),
    );
    return { roles: { from: target.roles, to: wanted.map(({ name }) => name) } };
  }

  private async roleToGive(
    name: string,
    field: string,
    by: ActingAdmin,
    manager: EntityManager,
  ): Promise<RoleWithPermissions> {
    const role = await this.roles.findByName(name, manager);
    if (!role) throw validationFailed([{ field, message: { ru: 'Такой роли нет', en: 'There is no such role' } }]);
    assertMayGive(by, role);
    return role;
  }
}

/** The fields that are given and differ; with a new address the wish for another one is forgotten. */
function differing(input: UpdateUserDto, user: User): Changes {
  const email = input.email === undefined ? user.email : normalEmail(input.email);
  const { name = user.name, language = user.language } = input;
  const phone = input.phone ? requirePhone(input.phone) : input.phone === undefined ? user.phone : null;
  return {
    ...(email !== user.email && { email, pendingEmail: null }),
    ...(name !== user.name && { name }),
    ...(phone !== user.phone && { phone }),
    ...(language !== user.language && { language }),
  };
}

/** What the audit trail keeps of changed fields. */
function traceOf(changes: Changes, user: User): AuditDetails {
  const fields = (['email', 'name', 'phone', 'language'] as const).filter((field) => changes[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, { from: user[field], to: changes[field] }]));
}

function sameNames(names: string[], others: string[]): boolean {
  return [...new Set(names)].sort().join('\n') === [...others].sort().join('\n');
}
