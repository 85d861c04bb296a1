import { Injectable } from '@nestjs/common';
import type { SignedInUser } from '../auth/current-user.js';
import { OneTimeTokens } from '../auth/one-time-tokens.js';
import { validationFailed } from '../common/input.pipe.js';
import { Problem } from '../common/problem.js';
import { Settings } from '../config/settings.js';
import { RolesService } from '../rbac/roles.service.js';
import { UsersService } from '../users/users.service.js';
import type { CreateUserDto } from './dto/create-user.dto.js';
import type { CreatedUserDto } from './dto/created-user.dto.js';

/** What admins do to users. */
@Injectable()
export class AdminUsersService {
  constructor(
    private readonly users: UsersService,
    private readonly roles: RolesService,
    private readonly tokens: OneTimeTokens,
    private readonly settings: Settings,
  ) {}

  /**
   * Nobody gives a role that may do more than they themselves, so only a system user makes a system user.
   * @throws Problem 400 for an unknown role, 403 for one too mighty, 409 `email_taken`
   */
  async create(input: CreateUserDto, by: SignedInUser): Promise<CreatedUserDto> {
    const role = await this.roles.findByName(input.role);
    if (!role)
      throw validationFailed([{ field: 'role', message: { ru: 'Такой роли нет', en: 'There is no such role' } }]);
    if (!role.permissions.every((permission) => by.permissions.includes(permission))) throw roleTooMighty();
    const { email, name, phone, password } = input;
    const user = await this.users.create({ email, name, phone, password, roleId: role.id });
    if (user.status === 'pending') await this.tokens.issue(user.id, 'invite', this.settings.inviteExpireHours);
    return { ...user, inviteSent: false };
  }
}

function roleTooMighty(): Problem {
  return Problem.forbidden('forbidden', {
    ru: 'Нельзя дать роль, которой можно больше, чем вам',
    en: 'You cannot give a role that may do more than you',
  });
}
