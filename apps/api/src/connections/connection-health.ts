import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { inWorkContext } from '../common/work-context.js';
import { blockingCodes } from './connection-status.js';
import { ConnectService } from './connect.service.js';
import { EvotorAccounts } from './evotor-app/evotor-accounts.js';

type Side = 'evotor' | 'vk';

const TABLES = { evotor: 'evotor_connections', vk: 'vk_connections' } as const;
/** A connection is asked after at most this often, however it was last heard of. */
const EVERY_MS = 6 * 3600 * 1000;
/** So many a sweep, one after another: thousands of merchants are spread over the hours by themselves. */
const AT_ONCE = 40;

/** The last time that anybody knew how the connection fares. */
const HEARD_OF = `GREATEST(c.connected_at, COALESCE(c.checked_at, c.connected_at),
  COALESCE(c.health_checked_at, c.connected_at))`;

/**
 * Asks both clouds now and then whether the saved connections still work, so that a merchant hears of a dead one before
 * the next change in the shop is missed; what is found is kept and told as after a test by hand. One request to Evotor,
 * three to VK; tokens of VK ID stay alive by it too. Connections that only the merchant can mend are left alone.
 */
@Injectable()
export class ConnectionHealth {
  private readonly logger = new Logger(ConnectionHealth.name);
  private isBusy: (userId: number) => Promise<boolean> = async () => false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly connect: ConnectService,
    private readonly accounts: EvotorAccounts,
  ) {}

  /** Merchants whose connections are at work are passed over: work tells by itself, and its pace is its own. */
  passOver(isBusy: (userId: number) => Promise<boolean>): void {
    this.isBusy = isBusy;
  }

  /** Checks the connections that were not heard of for the longest time. Resolves with how many were checked. */
  async sweep(now = Date.now(), signal?: AbortSignal): Promise<number> {
    let checked = 0;
    for (const side of ['evotor', 'vk'] as const) {
      for (const userId of await this.due(side, now)) {
        if (signal?.aborted) return checked;
        if ((await this.isPassedOver(side, userId)) || !(await this.claim(side, userId, now))) continue;
        await this.check(side, userId);
        checked += 1;
      }
    }
    return checked;
  }

  /** Evotor refuses an application that was uninstalled or is not paid for, and the merchant knows that. */
  private async isPassedOver(side: Side, userId: number): Promise<boolean> {
    return (await this.isBusy(userId)) || (side === 'evotor' && (await this.accounts.pauseOf(userId)) !== null);
  }

  private async due(side: Side, now: number): Promise<number[]> {
    const rows = await this.dataSource.query<{ userId: number }[]>(
      `SELECT c.user_id AS userId FROM ${TABLES[side]} c JOIN users u ON u.id = c.user_id AND u.status = 'active'
       WHERE ${HEARD_OF} < ? AND (c.status = 'ok' OR c.problem_code IS NULL OR c.problem_code NOT IN (?))
       ORDER BY ${HEARD_OF} LIMIT ?`,
      [new Date(now - EVERY_MS), blockingCodes(), AT_ONCE],
    );
    return rows.map(({ userId }) => userId);
  }

  /** True when this process, and no other, is to check. A check that came to nothing is not repeated at once. */
  private async claim(side: Side, userId: number, now: number): Promise<boolean> {
    const claim = await this.dataSource.query<{ affectedRows: number }>(
      `UPDATE ${TABLES[side]} c SET c.health_checked_at = ? WHERE c.user_id = ? AND ${HEARD_OF} < ?`,
      [new Date(now), userId, new Date(now - EVERY_MS)],
    );
    return claim.affectedRows === 1;
  }

  private async check(side: Side, userId: number): Promise<void> {
    try {
      await inWorkContext({ userId }, () =>
        side === 'evotor' ? this.connect.testEvotor(userId) : this.connect.testVk(userId),
      );
    } catch (error) {
      this.logger.warn({ userId, side, err: error }, 'a connection could not be checked');
    }
  }
}
