import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Problem } from '../common/problem.js';
import { ApiToken, type TokenScope } from './api-token.entity.js';
import { newToken, tokenHash } from './token-hash.js';

/** What a personal API token starts with. */
const API_TOKEN_PREFIX = 'evs_';
const MOST = 20;
const NOTE_USE_AFTER_MS = 60_000;

interface NewApiToken {
  name: string;
  scopes: TokenScope[];
  expiresAt: Date | null;
}

/** Personal API tokens. */
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

  /** One page of a user's tokens, the newest first, and how many there are. */
  list(userId: number, page: number, pageSize: number): Promise<[ApiToken[], number]> {
    return this.tokens.findAndCount({
      where: { userId },
      order: { id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
  }

  /**
   * Makes a token. The secret is in this answer and nowhere else.
   * @throws Problem 409 `too_many_tokens`
   */
  async create(userId: number, input: NewApiToken): Promise<{ token: ApiToken; secret: string }> {
    if ((await this.tokens.countBy({ userId })) >= MOST) throw tooManyTokens();
    const secret = API_TOKEN_PREFIX + newToken();
    const { identifiers } = await this.tokens.insert({
      ...input,
      userId,
      tokenHash: tokenHash(secret),
      last4: secret.slice(-4),
    });
    return { secret, token: await this.tokens.findOneByOrFail({ id: Number(identifiers[0]?.id) }) };
  }

  /** Ends a token at once; false when the user has no such token. */
  async revoke(userId: number, id: number): Promise<boolean> {
    const { affected } = await this.tokens.delete({ userId, id });
    return !!affected;
  }

  /** Ends all tokens of a user at once. */
  async revokeAll(userId: number): Promise<void> {
    await this.tokens.delete({ userId });
  }
}

function tooManyTokens(): Problem {
  return Problem.conflict('too_many_tokens', {
    ru: `Токенов не больше ${MOST}. Удалите те, которыми не пользуетесь`,
    en: `No more than ${MOST} tokens. Delete those that are not in use`,
  });
}
