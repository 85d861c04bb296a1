import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-local';
import { Problem } from '../common/problem.js';
import { normalEmail } from '../users/email.js';
import type { UserStatus } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { PasswordGate } from './password-gate.js';
import { Passwords } from './passwords.js';

/** What the session remembers of a person. */
export interface SessionUser {
  id: number;
}

/** Sign-in by e-mail and password. Why an account is shut is told only to who knows its password. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly gate: PasswordGate,
  ) {
    super({ usernameField: 'email', passReqToCallback: true });
  }

  async validate(request: Request, givenEmail: string, password: string): Promise<SessionUser> {
    const email = normalEmail(givenEmail);
    const user = await this.users.findForSignIn(email);
    const stored = user?.passwordHash ?? null;
    const right = await this.gate.check(email, request.ip ?? '', password, stored);
    if (!user || !right) throw badCredentials();
    refuseShut(user.status);
    if (stored !== null && this.passwords.isOutdated(stored)) {
      await this.users.strengthenHash(user.id, stored, await this.passwords.hash(password));
    }
    return { id: user.id };
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
