import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SecretBox } from '../../common/secret-box.js';
import { ConnectionEvents } from '../connection-events.js';
import { evotorProblemOf } from '../connection-problems.js';
import { ConnectionsService } from '../connections.service.js';
import { EvotorConnection } from '../evotor-connection.entity.js';
import { EvotorAccounts } from './evotor-accounts.js';

/** What became of a token of the Evotor Cloud that Evotor gave us. */
export type TokenUse = 'none' | 'unclaimed' | 'unchanged' | 'saved';

/** Puts tokens that Evotor gives into merchants' connections. */
@Injectable()
export class EvotorTokens {
  private readonly logger = new Logger(EvotorTokens.name);

  constructor(
    @InjectRepository(EvotorConnection) private readonly repository: Repository<EvotorConnection>,
    private readonly accounts: EvotorAccounts,
    private readonly connections: ConnectionsService,
    private readonly events: ConnectionEvents,
    private readonly secretBox: SecretBox,
  ) {}

  /**
   * Saves the newest token that Evotor gave for its user into the connection of the merchant they are. It waits while
   * nobody is known to be them. A token that was used already is no news, unless its connection is gone or in trouble.
   */
  async use(evotorUserId: string): Promise<{ use: TokenUse; userId: number | null }> {
    return this.accounts.alone(evotorUserId, async (account, manager) => {
      const token = this.accounts.open(account.cloudToken);
      const owner = await this.accounts.ownerOf(account, manager);
      const userId = owner !== null && (await this.accounts.link(account, owner, manager)) ? owner : null;
      if (token === null) return { use: 'none', userId };
      if (userId === null) return { use: 'unclaimed', userId };
      const connection = await manager.findOneBy(EvotorConnection, { userId });
      const isSame = connection !== null && this.accounts.open(connection.accessToken) === token;
      const isFine = connection?.status === 'ok' || !isSame;
      if (account.cloudTokenUsed && connection && isFine) return { use: 'unchanged', userId };
      await manager.upsert(EvotorConnection, this.fresh(userId, evotorUserId, token), ['userId']);
      await this.accounts.noteTokenUsed(evotorUserId, manager);
      return { use: 'saved', userId };
    });
  }

  /**
   * Tries the saved token and, when it works, has everything read for the first time.
   * @throws the Evotor client's error: right after an installation it passes once the terminals are chosen
   */
  async readFirst(userId: number): Promise<void> {
    if ((await this.accounts.pauseOf(userId)) !== null) return;
    const client = await this.connections.evotorClient(userId);
    if (!client) return;
    await client.listStores();
    await this.accounts.noteSettled(userId);
    await this.connections.markHealthy(userId, 'evotor');
    await this.connections.noteEvotor(userId, { checkedAt: new Date() });
    await this.events.announceEvotorSaved(userId);
    await this.events.announceRegisterChanged({ userId, storeId: null, stockOnly: false, at: new Date() });
  }

  /** The token did not begin to work in all that time: the merchant hears of it. */
  async giveUp(userId: number, error: unknown): Promise<void> {
    await this.accounts.noteSettled(userId);
    const problem = evotorProblemOf(error);
    this.logger.warn({ userId, err: error }, 'a token that Evotor gave does not work');
    if (problem) await this.connections.markNeedsAttention(userId, 'evotor', problem);
  }

  private fresh(userId: number, evotorUserId: string, token: string): Partial<EvotorConnection> & { userId: number } {
    const now = new Date();
    return {
      userId,
      evotorUserId,
      accessToken: this.secretBox.encrypt(token),
      tokenLast4: token.slice(-4),
      status: 'ok',
      problemCode: null,
      emptyStoresSeenAt: null,
      connectedAt: now,
      noticeClaimedAt: null,
      notifiedAt: null,
    };
  }
}
