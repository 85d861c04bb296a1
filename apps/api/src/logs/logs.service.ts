import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { validationFailed } from '../common/input.pipe.js';
import { Problem } from '../common/problem.js';
import type { CallOutcome, Direction } from './api-log.entity.js';
import type { LogDetailDto, LogDto, LogPageDto, LogsQuery } from './dto/logs.dto.js';
import { readCursor, writeCursor, type LogCursor } from './log-cursor.js';
import { planReading, type LogFilter } from './log-filter.js';
import { LogScan, type Place, type Scan } from './log-scan.js';
import { wordsOf } from './search-words.js';

/** Rows are counted up to here, and pages given by number up to here; beyond, cursors lead on. */
const COUNTED = 1000;

const ROW = `l.id, l.time, l.user_id AS userId, u.email, u.name, l.direction, l.service, l.method, l.status, l.outcome,
  l.error_code AS errorCode, l.duration_ms AS durationMs, l.run_id AS runId, l.correlation_id AS correlationId`;

interface Row {
  id: string | number;
  time: Date;
  userId: number | null;
  email: string | null;
  name: string | null;
  direction: Direction;
  service: string;
  method: string;
  status: number | null;
  outcome: CallOutcome;
  errorCode: string | null;
  durationMs: number;
  runId: string | null;
  correlationId: string | null;
}

/** The journal as it is read. */
@Injectable()
export class LogsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly scan: LogScan,
  ) {}

  /**
   * Calls that fit all filters, the newest first. As fast with ten million rows as with ten: see {@link LogScan}.
   * @throws Problem 400 `validation_failed` for a cursor that is none, and a page beyond the first 1,000 calls
   */
  async list(query: LogsQuery): Promise<LogPageDto> {
    const { page, pageSize } = query;
    const cursor = query.cursor ? readCursor(query.cursor) : null;
    const skip = cursor ? 0 : (page - 1) * pageSize;
    if (skip + pageSize > COUNTED && page > 1 && !cursor) throw pageTooDeep();
    const filter = filterOf(query);
    const needed = skip + pageSize + 1;
    const countsOn = !cursor && filter.words.length === 0 && !filter.method;
    const scan = await this.scan.look(planReading(filter), cursor, countsOn ? Math.max(needed, COUNTED) : needed);
    const shown = scan.found.slice(skip, skip + pageSize);
    const count = countOf(scan, cursor);
    const next = nextPlace(scan, shown, skip + pageSize);
    return {
      items: await this.show(shown),
      ...count,
      page,
      pageSize,
      nextCursor: next && writeCursor({ ...next, ...count, seen: (cursor?.seen ?? skip) + shown.length }),
      searchedBackTo: next && next === scan.stoppedAt ? next.time.toISOString() : null,
    };
  }

  /** @throws Problem 404 `not_found` */
  async find(id: number): Promise<LogDetailDto> {
    const [row]: (Row & { request: string | null; response: string | null })[] = await this.dataSource.query(
      `SELECT ${ROW}, b.request, b.response FROM api_logs l
       LEFT JOIN users u ON u.id = l.user_id LEFT JOIN api_log_bodies b ON b.log_id = l.id WHERE l.id = ?`,
      [id],
    );
    if (!row) throw Problem.notFound('not_found', { ru: 'Такой записи нет', en: 'There is no such call' });
    return { ...toDto(row), request: row.request, response: row.response };
  }

  private async show(places: Place[]): Promise<LogDto[]> {
    if (places.length === 0) return [];
    const rows: Row[] = await this.dataSource.query(
      `SELECT ${ROW} FROM api_logs l LEFT JOIN users u ON u.id = l.user_id WHERE l.id IN (?)`,
      [places.map(({ id }) => id)],
    );
    const byId = new Map(rows.map((row) => [Number(row.id), toDto(row)]));
    return places.flatMap(({ id }) => byId.get(id) ?? []);
  }
}

function filterOf(query: LogsQuery): LogFilter {
  const { userId, service, direction, status, outcome, runId, correlationId, from, to } = query;
  return {
    ...{ userId, service, direction, outcome, runId, correlationId, from, to },
    statusClass: status,
    method: query.method?.trim() || undefined,
    words: wordsOf(query.search ?? ''),
  };
}

/** Counted from the newest row on; what earlier pages have counted stands. */
function countOf({ found, ended }: Scan, cursor: LogCursor | null): Pick<LogPageDto, 'total' | 'totalIsExact'> {
  if (cursor?.totalIsExact) return { total: cursor.total, totalIsExact: true };
  const total = Math.max(cursor?.total ?? 0, (cursor?.seen ?? 0) + found.length);
  return { total: ended ? total : Math.min(total, COUNTED), totalIsExact: ended };
}

/** The place after which the list goes on: that of the last row shown, or where the scan stopped short of a page. */
function nextPlace({ found, stoppedAt }: Scan, shown: Place[], end: number): Place | null {
  if (found.length > end) return shown.at(-1) ?? null;
  return stoppedAt;
}

function toDto({ email, name, ...row }: Row): LogDto {
  const { userId } = row;
  return {
    id: Number(row.id),
    time: row.time.toISOString(),
    userId,
    user: userId !== null && email !== null ? { id: userId, email, name: name ?? '' } : null,
    direction: row.direction,
    service: row.service,
    method: row.method,
    status: row.status,
    outcome: row.outcome,
    errorCode: row.errorCode,
    durationMs: row.durationMs,
    runId: row.runId,
    correlationId: row.correlationId,
  };
}

function pageTooDeep(): Problem {
  const message = {
    ru: `Дальше первых ${COUNTED} записей ведёт nextCursor`,
    en: `Beyond the first ${COUNTED} calls nextCursor leads on`,
  };
  return validationFailed([{ field: 'page', message }]);
}
