import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ApiToken, type TokenScope } from './api-token.entity.js';
import { tokenHash } from './token-hash.js';

/** What a personal API token starts with. */
const API_TOKEN_PREFIX = 'evs_';

const NOTE_USE_AFTER_MS = 60_000;

/** Personal API tokens as the sign-in needs them. */
@Injectable()
export class ApiTokens {
  constructor(@InjectRepository(ApiToken) private readonly tokens: Repository<ApiToken>) {}

  /** Whose token it is and what it may do; null when it is unknown or has expired. */
  async find(token: string): Promise<{ userId: number; scopes: TokenScope[] } | null> {
    if (!token.startsWith(API_TOKEN_PREFIX)) return null;
    const found = await this.tokens.findOneBy({ tokenHash: tokenHash(token) });
    const now = Date.now();
    if (!found || (found.expiresAt && found.expiresAt.getTime() <= now)) return null;
    if (now - (found.lastUsedAt?.getTime() ?? 0) > NOTE_USE_AFTER_MS) {
      await this.tokens.update({ id: found.id }, { lastUsedAt: new Date(now) });
    }
    return { userId: found.userId, scopes: found.scopes };
  }
}
