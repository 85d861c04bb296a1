import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-local';
import { Problem } from '../common/problem.js';
import { normalEmail } from '../users/email.js';
import { UsersService } from '../users/users.service.js';
import { LoginThrottle } from './login-throttle.js';
import { Passwords } from './passwords.js';

/** What the session remembers of a person. */
export interface SessionUser {
  id: number;
}

/** Sign-in by e-mail and password. Every refusal is the same, whatever its cause. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly throttle: LoginThrottle,
  ) {
    super({ usernameField: 'email', passReqToCallback: true });
  }

  async validate(request: Request, givenEmail: string, password: string): Promise<SessionUser> {
    const email = normalEmail(givenEmail);
    const address = request.ip ?? '';
    await this.throttle.attempt(email, address);
    const user = await this.users.findForSignIn(email);
    const right = await this.passwords.matches(user?.passwordHash, password);
    if (!user || !right || user.status !== 'active') throw badCredentials();
    await this.throttle.succeeded(email, address);
    return { id: user.id };
  }
}

function badCredentials(): Problem {
  return Problem.unauthorized('bad_credentials', {
    ru: 'Неверная почта или пароль',
    en: 'Wrong e-mail or password',
  });
}
