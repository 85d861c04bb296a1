import { Injectable } from '@nestjs/common';
import { PassportSerializer } from '@nestjs/passport';
import type { SessionUser } from './local.strategy.js';

/** Keeps only the user's id in the session; everything else is looked up for each request. */
@Injectable()
export class SessionSerializer extends PassportSerializer {
  serializeUser(user: SessionUser, done: (error: unknown, id: number) => void): void {
    done(null, user.id);
  }

  deserializeUser(id: number, done: (error: unknown, user: SessionUser) => void): void {
    done(null, { id });
  }
}
