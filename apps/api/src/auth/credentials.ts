import { Injectable } from '@nestjs/common';
import { Problem } from '../common/problem.js';
import { normalEmail } from '../users/email.js';
import type { UserStatus } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { PasswordGate } from './password-gate.js';
import { Passwords } from './passwords.js';

/** E-mail and password, wherever somebody types them. Why an account is shut is told only to who knows its password. */
@Injectable()
export class Credentials {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly gate: PasswordGate,
  ) {}

  /**
   * Whose they are. `address` is where they were typed: wrong ones are counted by it, too.
   * @throws Problem 401 `bad_credentials`, `email_not_confirmed` or `account_suspended`, 429 `too_many_attempts`
   */
  async check(givenEmail: string, address: string, password: string): Promise<number> {
    const email = normalEmail(givenEmail);
    const user = await this.users.findForSignIn(email);
    const stored = user?.passwordHash ?? null;
    const right = await this.gate.check(email, address, password, stored);
    if (!user || !right) throw badCredentials();
    refuseShut(user.status);
    if (stored !== null && this.passwords.isOutdated(stored)) {
      await this.users.strengthenHash(user.id, stored, await this.passwords.hash(password));
    }
    return user.id;
  }
}

function refuseShut(status: UserStatus): void {
  if (status === 'pending') {
    throw Problem.unauthorized('email_not_confirmed', {
      ru: 'Почта ещё не подтверждена. Откройте ссылку из нашего письма или запросите новое',
      en: 'The e-mail is not confirmed yet. Open the link in our letter or ask for a new one',
    });
  }
  if (status === 'suspended') {
    throw Problem.unauthorized('account_suspended', {
      ru: 'Учётная запись приостановлена. Напишите в поддержку',
      en: 'The account is suspended. Write to our support',
    });
  }
}

function badCredentials(): Problem {
  return Problem.unauthorized('bad_credentials', {
    ru: 'Неверная почта или пароль',
    en: 'Wrong e-mail or password',
  });
}
