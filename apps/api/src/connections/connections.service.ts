import type { EvotorClient } from '@evosync/evotor';
import type { VkClient } from '@evosync/vk';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SecretBox } from '../common/secret-box.js';
import { ConnectionNotices } from './connection-notices.js';
import { connectionProblem, notedProblem } from './connection-problems.js';
import { blocksRuns, type ConnectionProblem } from './connection-status.js';
import { EvotorAccounts } from './evotor-app/evotor-accounts.js';
import { EvotorConnection } from './evotor-connection.entity.js';
import { OutsideClients } from './outside-clients.js';
import { VkConnection } from './vk-connection.entity.js';
import { VkTokens } from './vk-tokens.js';

/** A merchant's VK community, ready to be called. */
export interface VkAccess {
  client: VkClient;
  groupId: number;
  /** VK's id of the community as an owner: negative. */
  ownerId: number;
  connection: VkConnection;
}

/** What the pipeline and the catalogues need of a merchant's connections: clients, health, notes about the shop. */
@Injectable()
export class ConnectionsService {
  private readonly logger = new Logger(ConnectionsService.name);

  constructor(
    @InjectRepository(EvotorConnection) private readonly evotorRepository: Repository<EvotorConnection>,
    @InjectRepository(VkConnection) private readonly vkRepository: Repository<VkConnection>,
    private readonly secretBox: SecretBox,
    private readonly clients: OutsideClients,
    private readonly notices: ConnectionNotices,
    private readonly accounts: EvotorAccounts,
    private readonly vkTokens: VkTokens,
  ) {}

  findEvotor(userId: number): Promise<EvotorConnection | null> {
    return this.evotorRepository.findOneBy({ userId });
  }

  findVk(userId: number): Promise<VkConnection | null> {
    return this.vkRepository.findOneBy({ userId });
  }

  /** The merchant's Evotor client; null when not connected. */
  async evotorClient(userId: number): Promise<EvotorClient | null> {
    const connection = await this.findEvotor(userId);
    return connection && this.clients.evotor(await this.openEvotorToken(connection));
  }

  /** The merchant's VK client and community; null when not connected. */
  async vkAccess(userId: number): Promise<VkAccess | null> {
    const connection = await this.findVk(userId);
    if (!connection) return null;
    const person = connection.refreshToken === null ? undefined : personOf(connection);
    const client = this.clients.vk(await this.vkTokens.sourceOf(connection), person);
    return { client, groupId: connection.groupId, ownerId: -connection.groupId, connection };
  }

  /** Why nothing is synced until the merchant installs the application again, or pays for it; null when nothing forbids it. */
  async pauseOf(userId: number): Promise<ConnectionProblem | null> {
    const code = await this.accounts.pauseOf(userId);
    return code && connectionProblem(code);
  }

  /** The problem that keeps this user's runs from starting, if any: a dead token on either side. */
  async blockingProblem(userId: number): Promise<(ConnectionProblem & { side: 'evotor' | 'vk' }) | null> {
    const [evotor, vk] = await Promise.all([this.findEvotor(userId), this.findVk(userId)]);
    for (const [side, connection] of [
      ['evotor', evotor],
      ['vk', vk],
    ] as const) {
      if (connection?.status === 'needsAttention' && blocksRuns(connection.problemCode)) {
        return { side, ...notedProblem(connection.problemCode) };
      }
    }
    return null;
  }

  /** Marks a connection as one that only the merchant can mend, and tells them once. */
  async markNeedsAttention(userId: number, side: 'evotor' | 'vk', problem: ConnectionProblem): Promise<void> {
    const changes = {
      status: 'needsAttention' as const,
      problemCode: problem.code,
      checkedAt: new Date(),
    };
    const found = side === 'evotor' ? await this.findEvotor(userId) : await this.findVk(userId);
    if (!found || (side === 'evotor' && (await this.accounts.excuses(userId, problem.code)))) return;
    if (found.status !== 'needsAttention' || found.problemCode !== problem.code) {
      this.logger.warn({ userId, side, code: problem.code }, 'connection needs attention');
    }
    if (side === 'evotor') await this.evotorRepository.update({ userId }, changes);
    else await this.vkRepository.update({ userId }, changes);
    await this.notices.tellNowOrLater(userId, side);
  }

  /** Notes that a connection works; a problem that healed by itself is forgotten. */
  async markHealthy(userId: number, side: 'evotor' | 'vk'): Promise<void> {
    const healthy = { status: 'ok' as const, problemCode: null, checkedAt: new Date() };
    if (side === 'evotor') await this.evotorRepository.update({ userId, status: 'needsAttention' }, healthy);
    else await this.vkRepository.update({ userId, status: 'needsAttention' }, healthy);
  }

  /** Keeps a note about the shop (default photo, reading times, uncertainty). */
  async noteVk(userId: number, note: Partial<VkConnection>): Promise<void> {
    await this.vkRepository.update({ userId }, note);
  }

  /** Keeps a note about the Evotor account. */
  async noteEvotor(userId: number, note: Partial<EvotorConnection>): Promise<void> {
    await this.evotorRepository.update({ userId }, note);
  }

  /** Active users with at least one connection, in pages by id. */
  async connectedUserIds(afterId: number, limit: number): Promise<number[]> {
    const rows = await this.evotorRepository.manager.query<{ user_id: number }[]>(
      `SELECT user_id FROM (SELECT user_id FROM evotor_connections UNION SELECT user_id FROM vk_connections) AS connected
       JOIN users ON users.id = user_id AND users.status = 'active'
       WHERE user_id > ? ORDER BY user_id LIMIT ?`,
      [afterId, limit],
    );
    return rows.map((row) => row.user_id);
  }

  private async openEvotorToken(connection: EvotorConnection): Promise<string> {
    const token = this.secretBox.decrypt(connection.accessToken);
    if (this.secretBox.isStale(connection.accessToken)) {
      await this.evotorRepository.update(
        { userId: connection.userId, accessToken: connection.accessToken },
        { accessToken: this.secretBox.encrypt(token) },
      );
    }
    return token;
  }
}

/** VK counts requests by person and application, whatever the token is called this hour. */
function personOf({ userId, vkUserId }: VkConnection): string {
  return vkUserId === null ? `of our user ${userId}` : `vk user ${vkUserId}`;
}
