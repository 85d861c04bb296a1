import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ATTENTION_ITEMS, type AttentionRow } from '../admin/overview/overview.queries.js';
import { notedProblem } from '../connections/connection-problems.js';
import type { Command } from './command.js';

const MOST = 10_000;

/** Lists the connections that only their merchant can mend, one a line, fields apart by tabs. */
export const listAttention: Command = {
  name: 'connections attention',
  summary: 'lists the connections that need their merchant, those checked last first',
  options: {},
  async run({ product, say, tell }) {
    const dataSource: DataSource = (await product()).get(getDataSourceToken(), { strict: false });
    const rows = await dataSource.query<AttentionRow[]>(ATTENTION_ITEMS, [MOST]);
    if (rows.length === 0) tell('No connection needs attention.');
    for (const { userId, email, connection, code, checkedAt } of rows) {
      const { en } = notedProblem(code).message;
      say([userId, email, connection, code ?? '', checkedAt?.toISOString() ?? '', en].join('\t'));
    }
    return 0;
  },
};
