import { VkIdRefusedError, type VkIdTokens, VkIdUnavailableError, type VkTokenSource } from '@evosync/vk';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { SecretBox } from '../common/secret-box.js';
import { OutsideClients } from './outside-clients.js';
import { VkConnection } from './vk-connection.entity.js';

/** Tokens are refreshed this long before they end; those of a life shorter than twice that, in the middle of it. */
const AHEAD_MS = 5 * 60_000;
/** Longer than a request to VK ID may take: a process that claimed a refresh and died is given so long. */
const CLAIM_MS = 40_000;
/** While VK ID does not answer, a token that is still good is used for so long before it is asked again. */
const REST_MS = 30_000;
const LOOK_AGAIN_MS = 200;
const TRIES = 3;
const SAVES = 30;

/** What came of a sign-in or a refresh, or was pasted. */
export interface NewTokens {
  accessToken: string;
  /** Null: the token was pasted. */
  signIn: { refreshToken: string; deviceId: string; expiresAt: Date | null } | null;
}

/** What VK ID handed out just now, for the browser it knows as `deviceId`. */
export function newTokens({ accessToken, refreshToken, expiresInSeconds }: VkIdTokens, deviceId: string): NewTokens {
  const expiresAt = expiresInSeconds === null ? null : new Date(Date.now() + expiresInSeconds * 1000);
  return { accessToken, signIn: { refreshToken, deviceId, expiresAt } };
}

/** A token, and until when (ms) nobody need be asked for another. */
interface Current {
  token: string;
  until: number;
}

/**
 * The VK token that is good now. Those of VK ID live for an hour and are refreshed ahead of time; their refresh token
 * is good for one use, so one process claims the refresh in the table, and both new tokens are saved before either is
 * used. Whoever saves names the tokens they replace, so that a sign-in or a paste in between wins.
 */
@Injectable()
export class VkTokens {
  private readonly logger = new Logger(VkTokens.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly secretBox: SecretBox,
    private readonly clients: OutsideClients,
  ) {}

  /** Where a client gets its token: a pasted one stays as it is, one of VK ID is asked for anew when it ages. */
  async sourceOf(connection: VkConnection): Promise<VkTokenSource> {
    if (connection.refreshToken === null) return this.open(connection);
    const { userId } = connection;
    let known: Current | null = null;
    let asking: Promise<Current> | null = null;
    return async (refused) => {
      if (asking) known = await asking;
      if (known && known.token !== refused && Date.now() < known.until) return known.token;
      asking ??= this.current(userId, refused).finally(() => (asking = null));
      known = await asking;
      return known.token;
    };
  }

  /** The columns that hold a token, a pasted one or those of a sign-in. */
  columnsOf({ accessToken, signIn }: NewTokens) {
    return {
      accessToken: this.secretBox.encrypt(accessToken),
      tokenLast4: accessToken.slice(-4),
      tokenMark: randomBytes(12).toString('hex'),
      refreshToken: signIn && this.secretBox.encrypt(signIn.refreshToken),
      deviceId: signIn && signIn.deviceId,
      tokenExpiresAt: signIn && signIn.expiresAt,
      tokenRenewAt: renewalOf(signIn?.expiresAt ?? null),
      refreshClaimedAt: null,
    };
  }

  /**
   * The merchant's token, refreshed where it ends soon or VK has refused it. @throws VkIdRefusedError when they must
   * sign in again; VkIdUnavailableError when the token has ended and VK ID does not answer
   */
  private async current(userId: number, refused?: string): Promise<Current> {
    const waitUntil = Date.now() + CLAIM_MS + 5000;
    for (let tries = 0; ;) {
      const connection = await this.repository.findOneBy({ userId });
      if (!connection) throw new VkIdRefusedError('disconnected');
      const token = await this.open(connection);
      if (connection.refreshToken === null) return { token, until: Infinity };
      const endsAt = connection.tokenExpiresAt?.getTime() ?? Infinity;
      const renewAt = connection.tokenRenewAt?.getTime() ?? endsAt;
      if (token !== refused && renewAt > Date.now()) return { token, until: renewAt };
      const isUsable = token !== refused && endsAt > Date.now();
      if (await this.claim(connection)) {
        tries += 1;
        const lost = await this.refresh(connection);
        if (!lost) continue;
        this.logger.warn({ userId, tries, err: lost }, 'VK ID did not answer to a refresh');
        if (isUsable) return { token, until: Math.min(endsAt, Date.now() + REST_MS) };
        if (tries >= TRIES) throw lost;
        await delay(1000 * tries);
      } else if (isUsable) {
        return { token, until: Math.min(endsAt, Date.now() + LOOK_AGAIN_MS) };
      } else if (Date.now() > waitUntil) {
        throw new VkIdUnavailableError('another process is at it');
      } else {
        await delay(LOOK_AGAIN_MS);
      }
    }
  }

  /** True when this process, and no other, may refresh these very tokens now. */
  private async claim({ userId, tokenMark }: VkConnection): Promise<boolean> {
    const now = Date.now();
    const claim = await this.dataSource.query<{ affectedRows: number }>(
      `UPDATE vk_connections SET refresh_claimed_at = ?
       WHERE user_id = ? AND token_mark = ? AND (refresh_claimed_at IS NULL OR refresh_claimed_at < ?)`,
      [new Date(now), userId, tokenMark, new Date(now - CLAIM_MS)],
    );
    return claim.affectedRows === 1;
  }

  /** Null: look again, the tokens have changed. An error: nobody knows, the old tokens stand. */
  private async refresh(connection: VkConnection): Promise<VkIdUnavailableError | null> {
    const { userId, tokenMark, refreshToken } = connection;
    const deviceId = connection.deviceId ?? '';
    try {
      const old = this.secretBox.decrypt(refreshToken ?? '');
      const tokens = await this.clients.vkId().refresh({ refreshToken: old, deviceId });
      await this.save(connection, this.columnsOf(newTokens(tokens, deviceId)));
      return null;
    } catch (error) {
      await this.repository.update({ userId, tokenMark }, { refreshClaimedAt: null });
      if (error instanceof VkIdUnavailableError) return error;
      if (!(error instanceof VkIdRefusedError)) throw error;
      // Somebody may have got the new tokens with this very refresh token, or signed in anew: then theirs count.
      const now = await this.repository.findOneBy({ userId });
      if (now && now.tokenMark !== tokenMark) return null;
      throw error;
    }
  }

  /** The old refresh token is used up: a table that is away for a moment must not cost the new one. */
  private async save({ userId, tokenMark }: VkConnection, columns: Partial<VkConnection>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.repository.update({ userId, tokenMark }, columns);
        return;
      } catch (error) {
        if (tries === SAVES) throw error;
        this.logger.warn({ userId, tries, err: error }, 'new tokens wait to be saved');
        await delay(Math.min(1000, 100 * tries));
      }
    }
  }

  /** The access token; encrypted anew where the key has changed. */
  private async open({ userId, accessToken }: VkConnection): Promise<string> {
    const token = this.secretBox.decrypt(accessToken);
    if (this.secretBox.isStale(accessToken)) {
      await this.repository.update({ userId, accessToken }, { accessToken: this.secretBox.encrypt(token) });
    }
    return token;
  }

  private get repository() {
    return this.dataSource.getRepository(VkConnection);
  }
}

function renewalOf(expiresAt: Date | null): Date | null {
  if (!expiresAt) return null;
  const life = expiresAt.getTime() - Date.now();
  return new Date(expiresAt.getTime() - Math.min(AHEAD_MS, life / 2));
}
