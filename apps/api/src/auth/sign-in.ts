import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Problem } from '../common/problem.js';
import { UsersService } from '../users/users.service.js';
import { ApiTokens } from './api-tokens.js';
import type { SignedInUser } from './current-user.js';
import type { SessionDto } from './dto/session.dto.js';
import type { SessionUser } from './local.strategy.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds out who calls, anew for each request: a suspension or a change of roles counts at once. */
@Injectable()
export class SignIn {
  constructor(
    private readonly users: UsersService,
    private readonly tokens: ApiTokens,
  ) {}

  /**
   * The caller by token, if there is one, else by session; null when neither names an active user.
   * @throws Problem 403 `scope_missing` when the token may only read
   */
  async callerOf(request: Request): Promise<SignedInUser | null> {
    const token = bearerToken(request);
    if (token !== undefined) return this.callerByToken(token, request.method);
    const session = request.user as SessionUser | undefined;
    const account = session && (await this.users.findAccount(session.id));
    return account?.status === 'active' ? { ...account, via: 'session' } : null;
  }

  /** Notes the sign-in and answers what the screen needs first. */
  async welcome(userId: number): Promise<SessionDto> {
    await this.users.noteSignIn(userId);
    const account = await this.users.findAccount(userId);
    return { user: await this.users.findOrFail(userId), permissions: account?.permissions ?? [] };
  }

  private async callerByToken(token: string, method: string): Promise<SignedInUser | null> {
    const found = await this.tokens.find(token);
    const account = found && (await this.users.findAccount(found.userId));
    if (account?.status !== 'active') return null;
    const allowed = found?.scopes.includes('write') || (SAFE.has(method) && found?.scopes.includes('read'));
    if (!allowed) throw scopeMissing();
    return { ...account, via: 'token' };
  }
}

function bearerToken(request: Request): string | undefined {
  return /^bearer\s+(.*)$/i.exec(request.get('authorization') ?? '')?.[1]?.trim();
}

function scopeMissing(): Problem {
  return Problem.forbidden('scope_missing', {
    ru: 'Этому токену разрешено только чтение',
    en: 'This token may only read',
  });
}
