import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Retention } from '../common/retention.js';

const RUNS_AT_ONCE = 50;

/** Finished runs are kept for LOG_RETENTION_DAYS, with their items. A run that is alive stays, however old. */
@Injectable()
export class RunRetention {
  constructor(
    retention: Retention,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {
    retention.add('runs', (date, limit) => this.removeOlderThan(date, limit));
  }

  /** Items go first, so that whatever is cut short leaves a run that is found again. */
  private async removeOlderThan(date: Date, limit: number): Promise<number> {
    const runs: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM sync_runs
       WHERE created_at < ? AND finished_at < ? AND active_user_id IS NULL ORDER BY created_at LIMIT ?`,
      [date, date, Math.min(limit, RUNS_AT_ONCE)],
    );
    if (runs.length === 0) return 0;
    const ids = runs.map(({ id }) => id);
    const items = await this.remove('DELETE FROM sync_run_items WHERE run_id IN (?) LIMIT ?', [ids, limit]);
    if (items >= limit) return items;
    return items + (await this.remove('DELETE FROM sync_runs WHERE id IN (?)', [ids]));
  }

  private async remove(statement: string, values: unknown[]): Promise<number> {
    const { affectedRows } = await this.dataSource.query<{ affectedRows: number }>(statement, values);
    return affectedRows;
  }
}
