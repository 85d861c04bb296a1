import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Retention } from '../common/retention.js';

/** Calls are kept for LOG_RETENTION_DAYS. */
@Injectable()
export class LogRetention {
  constructor(
    retention: Retention,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {
    retention.add('api-logs', (date, limit) => this.removeOlderThan(date, limit));
  }

  private async removeOlderThan(date: Date, limit: number): Promise<number> {
    const rows: { id: string }[] = await this.dataSource.query(
      'SELECT id FROM api_logs WHERE time < ? ORDER BY time LIMIT ?',
      [date, limit],
    );
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await this.dataSource.query('DELETE FROM api_log_bodies WHERE log_id IN (?)', [ids]);
    await this.dataSource.query('DELETE FROM api_logs WHERE id IN (?)', [ids]);
    return rows.length;
  }
}
