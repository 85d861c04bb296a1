import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { AccountLetters } from './account-letters.js';
import { evenly } from './evenly.js';
import { OneTimeTokens, tokenInvalid } from './one-time-tokens.js';
import { PasswordGate } from './password-gate.js';
import { refuseWeakPassword } from './password-rules.js';
import { Passwords } from './passwords.js';
import { Sessions } from './session.js';

/** How passwords change: by a link from a letter, or by their owner. Either way other sessions end at once. */
@Injectable()
export class PasswordChangesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly tokens: OneTimeTokens,
    private readonly letters: AccountLetters,
    private readonly sessions: Sessions,
    private readonly gate: PasswordGate,
  ) {}

  /**
   * Sends the link, if there is such an account.
   * @throws Problem 429 `too_many_attempts`
   */
  async forgot(email: string, address: string): Promise<void> {
    await this.letters.allowFrom(address);
    await evenly(async () => {
      const user = await this.users.findByEmail(email);
      if (user && (await this.letters.mayWrite(user.id, 'reset'))) await this.letters.resetPassword(user);
    });
  }

  /**
   * Sets the password by the link. Who had it has the mailbox, so a pending account is confirmed by it, and guesses of
   * others make this person wait no longer.
   * @throws Problem 400 `token_invalid` or `validation_failed`
   */
  async reset(token: string, password: string, address: string): Promise<void> {
    const found = await this.tokens.find(token, 'reset');
    const user = found && (await this.users.findById(found.userId));
    if (!user) throw tokenInvalid();
    refuseWeakPassword(password, user.email);
    const passwordHash = await this.passwords.hash(password);
    await this.dataSource.transaction(async (manager) => {
      await this.tokens.use(token, 'reset', manager);
      const emailConfirmedAt = user.emailConfirmedAt ?? new Date();
      await this.users.change(user.id, { passwordHash, emailConfirmedAt }, manager);
      await this.users.openPending(user.id, manager);
      if (user.status === 'pending') await this.tokens.revoke(user.id, ['confirm', 'invite'], manager);
    });
    await this.sessions.endAll(user.id);
    await this.gate.trust(user.email, address);
    await this.letters.passwordChanged(user);
  }

  /**
   * Sets the password for a signed-in user whose present one was checked. The session of `keepSessionId` stays.
   * @throws Problem 400 `validation_failed` at `newPassword`
   */
  async change(user: User, newPassword: string, keepSessionId: string): Promise<void> {
    refuseWeakPassword(newPassword, user.email, 'newPassword');
    const passwordHash = await this.passwords.hash(newPassword);
    await this.dataSource.transaction(async (manager) => {
      await this.users.change(user.id, { passwordHash }, manager);
      await this.tokens.revoke(user.id, ['reset'], manager);
    });
    await this.sessions.endAll(user.id, keepSessionId);
    await this.letters.passwordChanged(user);
  }
}
