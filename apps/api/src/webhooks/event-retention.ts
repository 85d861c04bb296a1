import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { KeyRotation } from '../common/key-rotation.js';
import { Retention } from '../common/retention.js';
import { EvotorAccounts } from '../connections/evotor-app/evotor-accounts.js';
import { AccountClosing } from '../users/account-closing.js';

/** Evotor repeats what it could not deliver for three days; the goods' notifications are many. */
const REGISTER_DAYS = 4;

/** How long Evotor's calls are kept: as long as the journal, those about goods a few days; not beyond the account. */
@Injectable()
export class EventRetention {
  constructor(
    retention: Retention,
    closing: AccountClosing,
    keys: KeyRotation,
    accounts: EvotorAccounts,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {
    keys.add({ table: 'evotor_events', key: 'id', column: 'secret' });
    retention.add('evotor-events', (date, limit) => this.remove('received_at < ?', [date], limit));
    retention.add(
      'evotor-register-events',
      (date, limit) =>
        this.remove(`received_at < ? AND kind IN ('products', 'documents', 'receipt', 'stores')`, [date], limit),
      (days) => Math.min(days, REGISTER_DAYS),
    );
    closing.onClose('evotor events', async (userId) => {
      const evotorUserId = (await accounts.findOf(userId))?.evotorUserId ?? '';
      await this.remove('user_id = ? OR evotor_user_id = ?', [userId, evotorUserId], 1_000_000);
    });
  }

  private async remove(where: string, values: unknown[], limit: number): Promise<number> {
    const statement = `DELETE FROM evotor_events WHERE ${where} LIMIT ?`;
    const { affectedRows } = await this.dataSource.query<{ affectedRows: number }>(statement, [...values, limit]);
    return affectedRows;
  }
}
