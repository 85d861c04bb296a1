import { Injectable } from '@nestjs/common';
import { AccountLetters } from '../../auth/account-letters.js';
import { OneTimeTokens } from '../../auth/one-time-tokens.js';
import { refuseWeakPassword } from '../../auth/password-rules.js';
import { Passwords } from '../../auth/passwords.js';
import { Sessions } from '../../auth/session.js';
import { Problem } from '../../common/problem.js';
import { assertMayTakeOver } from '../../rbac/authority.js';
import { RunsService } from '../../sync/runs.service.js';
import { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import type { ActingAdmin } from '../acting-admin.js';
import { assertMayLose, UserDeeds, yourself } from './user-deeds.js';

/** Who may sign in, and with what. */
@Injectable()
export class UserAccess {
  constructor(
    private readonly users: UsersService,
    private readonly deeds: UserDeeds,
    private readonly tokens: OneTimeTokens,
    private readonly passwords: Passwords,
    private readonly letters: AccountLetters,
    private readonly sessions: Sessions,
    private readonly runs: RunsService,
  ) {}

  /** From now on the user may sign in and their goods are synced; an active one stays as they are. */
  activate(id: number, by: ActingAdmin): Promise<void> {
    return this.deeds.perform('user.activated', id, by, async (target, manager, deed) => {
      deed.idle = target.status === 'active';
      deed.details = { from: target.status };
      await this.users.change(id, { status: 'active' }, manager);
    });
  }

  /**
   * Ends the user's sessions and their run at once; nothing of theirs runs until they are activated again.
   * @throws Problem 404, 403, 409 `last_system_user` or `yourself`
   */
  async suspend(id: number, by: ActingAdmin): Promise<void> {
    await this.deeds.perform('user.suspended', id, by, async (target, manager, deed) => {
      await assertMayLose(by, target, manager);
      deed.idle = target.status === 'suspended';
      deed.details = { from: target.status };
      await this.users.change(id, { status: 'suspended' }, manager);
    });
    await this.sessions.endAll(id);
    await this.runs.cancelActive(id);
  }

  /**
   * Sends a letter with a link by which the user chooses a new password.
   * @throws Problem 404, 403, 409 `user_suspended`
   */
  async sendReset(id: number, by: ActingAdmin): Promise<void> {
    const user = await this.deeds.perform('user.reset-sent', id, by, (target, manager) => {
      if (target.status === 'suspended') throw suspended();
      return manager.findOneByOrFail(User, { id });
    });
    await this.letters.resetPassword(user);
  }

  /**
   * Sets a password at once, ends the user's sessions and tells them by mail. One's own is changed in the profile.
   * @throws Problem 400 for a weak password, 404, 403, 409 `yourself`
   */
  async setPassword(id: number, password: string, by: ActingAdmin): Promise<void> {
    const user = await this.deeds.perform('user.password-set', id, by, async (target, manager) => {
      if (by.id === target.id) throw yourself();
      assertMayTakeOver(by, target);
      refuseWeakPassword(password, target.email);
      await this.tokens.revoke(id, ['reset', 'invite'], manager);
      await this.users.change(id, { passwordHash: await this.passwords.hash(password) }, manager);
      return manager.findOneByOrFail(User, { id });
    });
    await this.sessions.endAll(id);
    await this.letters.passwordChanged(user);
  }

  /**
   * Sends a pending user a new invite; the one before it stops working.
   * @throws Problem 404, 403, 409 `user_not_pending`
   */
  async invite(id: number, by: ActingAdmin): Promise<void> {
    const user = await this.deeds.perform('user.invited', id, by, (target, manager) => {
      if (target.status !== 'pending') throw notPending();
      return manager.findOneByOrFail(User, { id });
    });
    await this.letters.invite(user, by.name);
  }
}

function suspended(): Problem {
  return Problem.conflict('user_suspended', {
    ru: 'Пользователь приостановлен: сначала включите его',
    en: 'The user is suspended: activate them first',
  });
}

function notPending(): Problem {
  return Problem.conflict('user_not_pending', {
    ru: 'Приглашение нужно только тем, кто ещё не вошёл в свою учётную запись',
    en: 'Only users who have not joined yet are invited',
  });
}
