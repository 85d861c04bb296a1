import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-local';
import { Credentials } from './credentials.js';

/** What the session remembers of a person. */
export interface SessionUser {
  id: number;
}

/** Sign-in by e-mail and password. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(private readonly credentials: Credentials) {
    super({ usernameField: 'email', passReqToCallback: true });
  }

  async validate(request: Request, email: string, password: string): Promise<SessionUser> {
    return { id: await this.credentials.check(email, request.ip ?? '', password) };
  }
}
