import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountLetters } from '../auth/account-letters.js';
import type { SignedInUser } from '../auth/current-user.js';
import { evenly } from '../auth/evenly.js';
import { OneTimeTokens } from '../auth/one-time-tokens.js';
import { PasswordChangesService } from '../auth/password-changes.service.js';
import { PasswordGate } from '../auth/password-gate.js';
import { sessionRequired } from '../auth/session-only.js';
import { tooManyTries } from '../auth/throttle-rules.js';
import { validationFailed } from '../common/input.pipe.js';
import { Problem } from '../common/problem.js';
import { AccountClosing } from '../users/account-closing.js';
import { normalEmail } from '../users/email.js';
import { requirePhone } from '../users/phone.js';
import type { User } from '../users/user.entity.js';
import { UsersService, type UserChanges } from '../users/users.service.js';
import type { ChangePasswordDto, CloseAccountDto } from './dto/password.dto.js';
import type { ProfileDto, SaveProfileDto } from './dto/profile.dto.js';

/** What people do with their own account. `address` is the network address the request came from. */
@Injectable()
export class ProfileService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly users: UsersService,
    private readonly gate: PasswordGate,
    private readonly passwords: PasswordChangesService,
    private readonly tokens: OneTimeTokens,
    private readonly letters: AccountLetters,
    private readonly closing: AccountClosing,
  ) {}

  async show(caller: SignedInUser): Promise<ProfileDto> {
    const user = await this.findOrFail(caller.id);
    return {
      id: user.id,
      email: user.email,
      pendingEmail: user.pendingEmail,
      name: user.name,
      phone: user.phone,
      language: user.language,
      roles: caller.roles,
      permissions: caller.permissions,
      notifications: { email: user.notifyEmail, sms: user.notifySms },
      createdAt: user.createdAt.toISOString(),
      lastLoginAt: user.lastLoginAt?.toISOString() ?? null,
    };
  }

  /**
   * A new address is written down, and a letter sent there; everything else counts at once.
   * @throws Problem 400 `validation_failed`, 403 `session_required`, 429 `too_many_attempts`
   */
  async save(caller: SignedInUser, input: SaveProfileDto, address: string): Promise<ProfileDto> {
    const user = await this.findOrFail(caller.id);
    const changes = changesOf(user, input);
    const email = input.email === undefined ? user.email : normalEmail(input.email);
    if (email !== user.email) await this.refuseToMove(caller, input, address);
    const given = input.email !== undefined;
    const pendingEmail = email === user.email ? null : email;
    const write = () =>
      this.dataSource.transaction(async (manager) => {
        await this.users.change(user.id, { ...changes, ...(given && { pendingEmail }) }, manager);
        if (given) await this.startMove({ ...user, ...changes }, pendingEmail, manager);
      });
    await (pendingEmail === null ? write() : evenly(write));
    return this.show(caller);
  }

  /** @throws Problem 400 `validation_failed`, 429 `too_many_attempts` */
  async changePassword(userId: number, input: ChangePasswordDto, address: string, sessionId: string): Promise<void> {
    await this.gate.confirm(userId, address, input.currentPassword, 'currentPassword');
    await this.passwords.change(await this.findOrFail(userId), input.newPassword, sessionId);
  }

  /** @throws Problem 400 for a wrong password, 409 `last_system_user` */
  async close(userId: number, { goods, password }: CloseAccountDto, address: string): Promise<void> {
    if (typeof password === 'string') await this.gate.confirm(userId, address, password, 'password');
    await this.closing.close(userId, goods ?? 'keep');
  }

  /** Who has only found the screen unlocked, or a token, may not carry the account away. */
  private async refuseToMove(caller: SignedInUser, input: SaveProfileDto, address: string): Promise<void> {
    if (caller.via === 'token') throw sessionRequired();
    if (!input.currentPassword) {
      const message = {
        ru: 'Чтобы сменить почту, введите нынешний пароль',
        en: 'To change the e-mail, enter the present password',
      };
      throw validationFailed([{ field: 'currentPassword', message }]);
    }
    await this.gate.confirm(caller.id, address, input.currentPassword, 'currentPassword');
    if (!(await this.letters.mayWrite(caller.id, 'confirm-new'))) throw tooManyTries(15 * 60);
  }

  /**
   * Nobody learns here who has which address: an account that has it is told by letter, as at registration. In one
   * transaction with the wish itself, so that a link sent to one address never confirms another one.
   */
  private async startMove(user: User, newEmail: string | null, manager: EntityManager): Promise<void> {
    await this.tokens.revoke(user.id, ['confirm'], manager);
    if (newEmail === null) return;
    const owner = await this.users.findByEmail(newEmail);
    if (!owner) return this.letters.confirmNewEmail(user, newEmail, manager);
    if (await this.letters.mayWrite(owner.id, 'known')) await this.letters.addressKnown(owner);
  }

  private async findOrFail(userId: number): Promise<User> {
    const user = await this.users.findById(userId);
    if (user) return user;
    throw Problem.notFound('not_found', { ru: 'Такого пользователя нет', en: 'There is no such user' });
  }
}

/** @throws Problem 400 for a wrong phone, or for messages to a phone that is not there */
function changesOf(user: User, { name, phone, language, notifications }: SaveProfileDto): UserChanges {
  const newPhone = phone === undefined ? user.phone : phone ? requirePhone(phone) : null;
  if (notifications?.sms && !newPhone) {
    const message = { ru: 'Сначала укажите телефон', en: 'Give a phone number first' };
    throw validationFailed([{ field: 'notifications.sms', message }]);
  }
  return {
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
    phone: newPhone,
    notifyEmail: notifications?.email ?? user.notifyEmail,
    notifySms: newPhone !== null && (notifications?.sms ?? user.notifySms),
  };
}
