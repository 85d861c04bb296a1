import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Retention } from '../../common/retention.js';

/** Who did what in the admin section is kept ten times as long as the journal of calls. */
@Injectable()
export class AuditRetention {
  constructor(
    retention: Retention,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {
    retention.add(
      'audit-entries',
      (date, limit) => this.removeOlderThan(date, limit),
      (days) => days * 10,
    );
  }

  private async removeOlderThan(date: Date, limit: number): Promise<number> {
    const { affectedRows } = await this.dataSource.query<{ affectedRows: number }>(
      'DELETE FROM audit_entries WHERE time < ? ORDER BY time LIMIT ?',
      [date, limit],
    );
    return affectedRows;
  }
}
