import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Retention } from '../common/retention.js';

/** One-time tokens that were used or have expired are kept a day longer, to be told from unknown ones. */
@Injectable()
export class TokenRetention {
  constructor(
    retention: Retention,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {
    retention.add(
      'one-time-tokens',
      (date, limit) => this.removeOlderThan(date, limit),
      () => 1,
    );
  }

  private async removeOlderThan(date: Date, limit: number): Promise<number> {
    const { affectedRows } = await this.dataSource.query<{ affectedRows: number }>(
      'DELETE FROM one_time_tokens WHERE used_at < ? OR expires_at < ? LIMIT ?',
      [date, date, limit],
    );
    return affectedRows;
  }
}
