import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { JournalRow } from './journal-row.js';

const COLUMNS: [name: string, value: (row: JournalRow) => unknown][] = [
  ['time', (row) => row.time],
  ['user_id', (row) => row.userId],
  ['direction', (row) => row.direction],
  ['service', (row) => row.service],
  ['method', (row) => row.method],
  ['status', (row) => row.status],
  ['status_class', (row) => row.statusClass],
  ['outcome', (row) => row.outcome],
  ['error_code', (row) => row.errorCode],
  ['duration_ms', (row) => row.durationMs],
  ['run_id', (row) => row.runId],
  ['correlation_id', (row) => row.correlationId],
  ['search_text', (row) => row.searchText],
];
const INSERT = `INSERT INTO api_logs (${COLUMNS.map(([name]) => name).join(', ')}) VALUES ? RETURNING id`;
const INSERT_BODIES = 'INSERT INTO api_log_bodies (log_id, request, response) VALUES ?';

/** Writes rows of the journal, many at once. */
@Injectable()
export class JournalWriter {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Writes all rows or none. */
  async write(rows: readonly JournalRow[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const ids: { id: string }[] = await manager.query(INSERT, [
        rows.map((row) => COLUMNS.map(([, value]) => value(row))),
      ]);
      await manager.query(INSERT_BODIES, [rows.map((row, index) => [ids[index]?.id, row.request, row.response])]);
    });
  }
}
