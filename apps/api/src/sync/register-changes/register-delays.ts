import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Retention } from '../../common/retention.js';
import { usualSeconds } from './register-timing.js';

const MEASURED = 50;
const WITHIN_MS = 30 * 24 * 3600_000;

/** How quickly changes at a register got into VK. */
export interface RegisterSpeed {
  /** Usually so many seconds, from Evotor's word to VK; null while nothing was measured. */
  usualSeconds: number | null;
  lastSeconds: number | null;
  lastAt: Date | null;
  /** How many of the last changes this is made of. */
  measured: number;
}

/** Measures the way of changes from the register to VK; what is done is kept as long as the journal. */
@Injectable()
export class RegisterDelays {
  constructor(
    retention: Retention,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {
    retention.add('register-changes', async (date, limit) => {
      const statement = 'DELETE FROM register_changes WHERE told_at < ? LIMIT ?';
      return (await this.dataSource.query<{ affectedRows: number }>(statement, [date, limit])).affectedRows;
    });
  }

  async of(userId: number, now = new Date()): Promise<RegisterSpeed> {
    const rows = await this.dataSource.query<{ delayMs: number; doneAt: Date }[]>(
      `SELECT delay_ms AS delayMs, done_at AS doneAt FROM register_changes
       WHERE user_id = ? AND done_at > ? AND delay_ms IS NOT NULL ORDER BY done_at DESC LIMIT ?`,
      [userId, new Date(now.getTime() - WITHIN_MS), MEASURED],
    );
    const delays = rows.map(({ delayMs }) => Number(delayMs));
    return {
      usualSeconds: usualSeconds(delays),
      lastSeconds: usualSeconds(delays.slice(0, 1)),
      lastAt: rows[0]?.doneAt ?? null,
      measured: delays.length,
    };
  }
}
