import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccountClosing } from '../users/account-closing.js';

const CHUNK = 5000;

/** With an account go the calls that were made for it. */
@Injectable()
export class LogRemoval {
  constructor(
    closing: AccountClosing,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {
    closing.onRemove('api logs', (userId) => this.removeOf(userId));
  }

  private async removeOf(userId: number): Promise<void> {
    for (;;) {
      const rows: { id: string }[] = await this.dataSource.query('SELECT id FROM api_logs WHERE user_id = ? LIMIT ?', [
        userId,
        CHUNK,
      ]);
      if (rows.length === 0) return;
      const ids = rows.map(({ id }) => id);
      await this.dataSource.query('DELETE FROM api_log_bodies WHERE log_id IN (?)', [ids]);
      await this.dataSource.query('DELETE FROM api_logs WHERE id IN (?)', [ids]);
    }
  }
}
