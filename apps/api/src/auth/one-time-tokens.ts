import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { OneTimeToken, type TokenPurpose } from './one-time-token.entity.js';
import { newToken, tokenHash } from './token-hash.js';

/** Makes tokens that are sent by mail and work once. */
@Injectable()
export class OneTimeTokens {
  constructor(@InjectRepository(OneTimeToken) private readonly tokens: Repository<OneTimeToken>) {}

  /** A new token of this purpose; the user's older ones of the same purpose stop working. */
  async issue(userId: number, purpose: TokenPurpose, hours: number, manager?: EntityManager): Promise<string> {
    const tokens = manager?.getRepository(OneTimeToken) ?? this.tokens;
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
}
