import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import type { AcceptInviteDto, InviteDto } from './dto/invite.dto.js';
import { OneTimeTokens, tokenInvalid } from './one-time-tokens.js';
import { refuseWeakPassword } from './password-rules.js';
import { Passwords } from './passwords.js';

/** Invited people, from the link in their letter to the account. */
@Injectable()
export class InvitesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly tokens: OneTimeTokens,
  ) {}

  /**
   * Whom an invite is for.
   * @throws Problem 404 `token_invalid`
   */
  async show(token: string): Promise<InviteDto> {
    const found = await this.find(token);
    if (!found) throw tokenInvalid(404);
    const { user, expiresAt } = found;
    return { email: user.email, name: user.name, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Opens the account with the password its owner chose; answers whose it is.
   * @throws Problem 400 `token_invalid` or `validation_failed`
   */
  async accept(token: string, { password, name }: AcceptInviteDto): Promise<number> {
    const found = await this.find(token);
    if (!found) throw tokenInvalid();
    const { user } = found;
    refuseWeakPassword(password, user.email);
    const passwordHash = await this.passwords.hash(password);
    await this.dataSource.transaction(async (manager) => {
      await this.tokens.use(token, 'invite', manager);
      await this.tokens.revoke(user.id, ['confirm', 'reset'], manager);
      const changes = { passwordHash, emailConfirmedAt: new Date(), ...(name && { name }) };
      await this.users.change(user.id, changes, manager);
      await this.users.openPending(user.id, manager);
    });
    return user.id;
  }

  private async find(token: string): Promise<{ user: User; expiresAt: Date } | null> {
    const found = await this.tokens.find(token, 'invite');
    const user = found && (await this.users.findById(found.userId));
    return found && user?.status === 'pending' ? { user, expiresAt: found.expiresAt } : null;
  }
}
