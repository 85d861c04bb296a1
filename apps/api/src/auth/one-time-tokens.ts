import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, MoreThan, Repository, type EntityManager } from 'typeorm';
import { Problem } from '../common/problem.js';
import { OneTimeToken, type TokenPurpose } from './one-time-token.entity.js';
import { newToken, tokenHash } from './token-hash.js';

/** Hours for which the links of letters hold; that of an invite is a setting. */
export const CONFIRM_HOURS = 48;
export const RESET_HOURS = 2;

/** Tokens that are sent by mail, each for one purpose, and work once. */
@Injectable()
export class OneTimeTokens {
  constructor(@InjectRepository(OneTimeToken) private readonly tokens: Repository<OneTimeToken>) {}

  /** A new token of this purpose; the user's older ones of the same purpose stop working. */
  async issue(userId: number, purpose: TokenPurpose, hours: number, manager?: EntityManager): Promise<string> {
    const tokens = this.in(manager);
    const token = newToken();
    await tokens.delete({ userId, purpose });
    await tokens.insert({
      userId,
      purpose,
      tokenHash: tokenHash(token),
      expiresAt: new Date(Date.now() + hours * 3_600_000),
    });
    return token;
  }

  /** Whose token it is and until when; null when it is unknown, used, expired or of another purpose. */
  find(token: string, purpose: TokenPurpose): Promise<Pick<OneTimeToken, 'userId' | 'expiresAt'> | null> {
    return this.tokens.findOneBy(alive(token, purpose));
  }

  /**
   * Uses a token up; of several callers at once, one gets through.
   * @throws Problem 400 `token_invalid`
   */
  async use(token: string, purpose: TokenPurpose, manager: EntityManager): Promise<void> {
    const { affected } = await this.in(manager).update(alive(token, purpose), { usedAt: new Date() });
    if (!affected) throw tokenInvalid();
  }

  /** Makes all of a user's tokens of these purposes worthless. */
  async revoke(userId: number, purposes: TokenPurpose[], manager?: EntityManager): Promise<void> {
    await this.in(manager).delete({ userId, purpose: In(purposes) });
  }

  private in(manager?: EntityManager): Repository<OneTimeToken> {
    return manager?.getRepository(OneTimeToken) ?? this.tokens;
  }
}

function alive(token: string, purpose: TokenPurpose) {
  return { tokenHash: tokenHash(token), purpose, usedAt: IsNull(), expiresAt: MoreThan(new Date()) };
}

/** The answer to a link that does not work (any more): 400 `token_invalid`, or 404 where it was only looked at. */
export function tokenInvalid(status: 400 | 404 = 400): Problem {
  return new Problem(status, 'token_invalid', {
    ru: 'Ссылка недействительна: она устарела или уже использована. Запросите новую',
    en: 'The link does not work: it has expired or was used already. Ask for a new one',
  });
}
