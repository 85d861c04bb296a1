import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { newToken, tokenHash } from '../../auth/token-hash.js';
import { SecretBox, SecretBoxError } from '../../common/secret-box.js';
import { EvotorConnection } from '../evotor-connection.entity.js';
import { EvotorAccount, type PauseCode } from './evotor-account.entity.js';
import { EvotorSubscriptionEvent } from './evotor-subscription-event.entity.js';
import { EvotorSubscription } from './evotor-subscription.entity.js';

/** Evotor refuses access until the merchant has chosen the terminals; so long that is no trouble of ours. */
const SETTLING_MS = 3 * 3600_000;
const WHILE_SETTLING: ReadonlySet<string> = new Set(['forbidden', 'subscription_required']);

/** Users of Evotor, and which users of ours they are. */
@Injectable()
export class EvotorAccounts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly secretBox: SecretBox,
  ) {}

  find(evotorUserId: string): Promise<EvotorAccount | null> {
    return this.dataSource.getRepository(EvotorAccount).findOneBy({ evotorUserId });
  }

  findOf(userId: number): Promise<EvotorAccount | null> {
    return this.dataSource.getRepository(EvotorAccount).findOneBy({ userId });
  }

  /** Whose token this is that we gave Evotor; null for any other text. */
  findByUserToken(token: string): Promise<EvotorAccount | null> {
    return this.dataSource.getRepository(EvotorAccount).findOneBy({ userTokenHash: tokenHash(token) });
  }

  /** Does `work` while nobody else works on this user of Evotor; one we did not know is known from now on. */
  async alone<T>(
    evotorUserId: string,
    work: (account: EvotorAccount, manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    await this.dataSource.query('INSERT IGNORE INTO evotor_accounts (evotor_user_id) VALUES (?)', [evotorUserId]);
    return this.dataSource.transaction(async (manager) => {
      const account = await manager.findOneOrFail(EvotorAccount, {
        where: { evotorUserId },
        lock: { mode: 'pessimistic_write' },
      });
      return work(account, manager);
    });
  }

  /** The user of ours who this user of Evotor is by now, if any: by an account, or by a token they pasted. */
  async ownerOf({ evotorUserId, userId }: EvotorAccount, manager: EntityManager): Promise<number | null> {
    if (userId !== null) return userId;
    const pasted = await manager.findOne(EvotorConnection, { where: { evotorUserId }, order: { connectedAt: 'ASC' } });
    return pasted?.userId ?? null;
  }

  /**
   * Notes, inside the caller's turn, that this user of Evotor is this user of ours. False, and nothing is noted, when
   * either of them is somebody else's already. Another user of Evotor gives way once their application is uninstalled or
   * their connection removed.
   */
  async link(account: EvotorAccount, userId: number, manager: EntityManager): Promise<boolean> {
    const owner = await this.ownerOf(account, manager);
    if (owner !== null && owner !== userId) return false;
    if (account.userId === userId) return true;
    const before = await manager.findOneBy(EvotorAccount, { userId });
    if (before && before.evotorUserId !== account.evotorUserId) {
      if (await this.isInUse(before, manager)) return false;
      await manager.update(EvotorAccount, { evotorUserId: before.evotorUserId }, { userId: null });
    }
    await manager.update(EvotorAccount, { evotorUserId: account.evotorUserId }, { userId });
    account.userId = userId;
    return true;
  }

  /** The token by which Evotor shows, from now on, for whom it speaks: the same one however often it is asked for. */
  async issueToken(account: EvotorAccount, manager: EntityManager): Promise<string> {
    const known = this.open(account.userToken);
    if (known !== null && account.userTokenHash === tokenHash(known)) return known;
    const token = newToken();
    const changes = { userToken: this.secretBox.encrypt(token), userTokenHash: tokenHash(token) };
    await manager.update(EvotorAccount, { evotorUserId: account.evotorUserId }, changes);
    Object.assign(account, changes);
    return token;
  }

  /** A merchant pasted a token that turned out to be this user of Evotor's. Who is known already stays who they are. */
  async claimByPaste(evotorUserId: string, userId: number): Promise<void> {
    await this.alone(evotorUserId, async (account, manager) => {
      if (!(await this.link(account, userId, manager))) return;
      await manager.update(EvotorAccount, { evotorUserId }, { cloudTokenUsed: true, settlingUntil: null });
    });
  }

  /** Keeps a token of the Evotor Cloud unless a newer event brought another. Event ids rise with time. */
  async keepCloudToken(evotorUserId: string, token: string, eventId: string): Promise<void> {
    await this.alone(evotorUserId, async (account, manager) => {
      if (account.cloudTokenEvent !== null && BigInt(account.cloudTokenEvent) > BigInt(eventId)) return;
      const isKnown = this.open(account.cloudToken) === token;
      await manager.update(
        EvotorAccount,
        { evotorUserId },
        {
          cloudTokenEvent: eventId,
          ...(!isKnown && { cloudToken: this.secretBox.encrypt(token), cloudTokenUsed: false }),
        },
      );
    });
  }

  /** Notes that the token stands in the merchant's connection, and that Evotor may still refuse it for a while. */
  async noteTokenUsed(evotorUserId: string, manager: EntityManager): Promise<void> {
    const settlingUntil = new Date(Date.now() + SETTLING_MS);
    await manager.update(EvotorAccount, { evotorUserId }, { cloudTokenUsed: true, settlingUntil });
  }

  /** From now on a refusal is a trouble that the merchant hears of. */
  async noteSettled(userId: number): Promise<void> {
    await this.dataSource.getRepository(EvotorAccount).update({ userId }, { settlingUntil: null });
  }

  /** A stored secret in the clear; null when there is none, or none of the present keys opens it. */
  open(sealed: string | null): string | null {
    if (sealed === null) return null;
    try {
      return this.secretBox.decrypt(sealed);
    } catch (error) {
      if (error instanceof SecretBoxError) return null;
      throw error;
    }
  }

  /** Why nothing is synced for a merchant now, by what Evotor told; null when nothing forbids it. */
  async pauseOf(userId: number): Promise<PauseCode | null> {
    return (await this.findOf(userId))?.pauseCode ?? null;
  }

  /** Whether a refusal by Evotor was to be expected, so that the merchant need not hear of it (again). */
  async excuses(userId: number, code: string): Promise<boolean> {
    const account = await this.findOf(userId);
    if (!account) return false;
    const isSettling = account.settlingUntil !== null && account.settlingUntil > new Date();
    return account.pauseCode !== null || (isSettling && WHILE_SETTLING.has(code));
  }

  /** Forgets the user of Evotor who a closed account was, with all that Evotor told of them. */
  async forget(userId: number): Promise<void> {
    const account = await this.findOf(userId);
    if (!account) return;
    const { evotorUserId } = account;
    await this.dataSource.transaction(async (manager) => {
      await manager.delete(EvotorSubscriptionEvent, { evotorUserId });
      await manager.delete(EvotorSubscription, { evotorUserId });
      await manager.delete(EvotorAccount, { evotorUserId });
    });
  }

  private async isInUse({ installation, cloudTokenUsed, userId }: EvotorAccount, manager: EntityManager) {
    if (installation === 'uninstalled') return false;
    const isConnected = await manager.existsBy(EvotorConnection, { userId: userId ?? 0 });
    return isConnected || !cloudTokenUsed;
  }
}
