import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { fromStored } from '../../common/stored-words.js';
import { type Language, say } from '../../common/words.js';
import { Settings } from '../../config/settings.js';
import { toProblemDto } from '../../connections/connection-problem.mapper.js';
import { notedProblem } from '../../connections/connection-problems.js';
import { QueueLengths } from '../../health/queue-lengths.js';
import type { AdminOverviewDto, FailedRunDto, FailureReasonDto, UserCountsDto } from './dto/overview.dto.js';
import {
  ATTENTION_COUNT,
  ATTENTION_ITEMS,
  FAILED_RUNS,
  PRODUCT_FAILURES,
  RUN_FAILURES,
  RUNS_BY_STATUS,
  USERS_BY_STATUS,
  type AttentionRow,
  type FailedRunRow,
  type FailureRow,
} from './overview.queries.js';

const DAY_MS = 24 * 3600 * 1000;
const SHOWN = 20;

interface CountRow {
  status: string;
  count: string;
}

/** How the whole service fares: people, connections, runs of the last day, queues, failures. */
@Injectable()
export class AdminOverviewService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queues: QueueLengths,
    private readonly settings: Settings,
  ) {}

  /** For somebody with these permissions, in their language. */
  async show(permissions: readonly string[], language: Language): Promise<AdminOverviewDto> {
    const since = new Date(Date.now() - DAY_MS);
    const [users, attention, runs, queues, failures, failedRuns] = await Promise.all([
      this.users(),
      this.attention(language),
      this.runs(since),
      this.queues.all(),
      this.failures(since, language),
      this.failedRuns(since, language),
    ]);
    const queueMonitorUrl = permissions.includes('queues.read') ? this.settings.queueMonitorUrl || null : null;
    return { users, attention, runs, queues, queueMonitorUrl, failures, failedRuns };
  }

  private async users(): Promise<UserCountsDto> {
    const counts = { pending: 0, active: 0, suspended: 0 };
    return { ...counts, ...(await this.countsBy(USERS_BY_STATUS, [])) };
  }

  private async attention(language: Language): Promise<AdminOverviewDto['attention']> {
    const [rows, [counted]] = await Promise.all([
      this.ask<AttentionRow>(ATTENTION_ITEMS, [SHOWN]),
      this.ask<{ count: string }>(ATTENTION_COUNT, []),
    ]);
    const items = rows.map((row) => ({
      ...row,
      ...toProblemDto(notedProblem(row.code), language),
      checkedAt: row.checkedAt?.toISOString() ?? null,
    }));
    return { total: Number(counted?.count ?? 0), items };
  }

  private async runs(since: Date): Promise<AdminOverviewDto['runs']> {
    const counts = { queued: 0, running: 0, succeeded: 0, partial: 0, failed: 0, cancelled: 0 };
    return { since: since.toISOString(), ...counts, ...(await this.countsBy(RUNS_BY_STATUS, [since])) };
  }

  private async failures(since: Date, language: Language): Promise<FailureReasonDto[]> {
    const found = await Promise.all([
      this.ask<FailureRow>(RUN_FAILURES, [pathOf(language), since, SHOWN]),
      this.productFailures(since, language),
    ]);
    return found
      .flat()
      .map((row) => ({ ...row, count: Number(row.count), merchants: Number(row.merchants) }))
      .sort((a, b) => b.count - a.count)
      .slice(0, SHOWN);
  }

  private async productFailures(since: Date, language: Language): Promise<FailureRow[]> {
    const rows = await this.ask<FailureRow>(PRODUCT_FAILURES, [since, SHOWN]);
    return rows.map((row) => {
      const words = fromStored(row.example);
      return { ...row, example: words && say(words, language) };
    });
  }

  private async failedRuns(since: Date, language: Language): Promise<FailedRunDto[]> {
    const rows = await this.ask<FailedRunRow>(FAILED_RUNS, [pathOf(language), since, SHOWN]);
    return rows.map((row) => ({
      ...row,
      code: row.code ?? 'unknown',
      message: row.message ?? '',
      finishedAt: row.finishedAt?.toISOString() ?? null,
    }));
  }

  private async countsBy(sql: string, values: unknown[]): Promise<{ total: number }> {
    const rows = await this.ask<CountRow>(sql, values);
    const counts = Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
    return { ...counts, total: rows.reduce((sum, { count }) => sum + Number(count), 0) };
  }

  private ask<T>(sql: string, values: unknown[]): Promise<T[]> {
    return this.dataSource.query<T[]>(sql, values);
  }
}

/** Where a run's error has what it says in one language. */
function pathOf(language: Language): string {
  return `$.message.${language}`;
}
