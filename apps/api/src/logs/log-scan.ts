import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Condition, ReadingPlan } from './log-filter.js';

/** The place of a row in the list, newest first. */
export interface Place {
  time: Date;
  id: number;
}

/** What a scan found; `stoppedAt` is how far it looked when its time was up, null when it needed no more. */
export interface Scan {
  found: Place[];
  /** Whether there is nothing beyond what was found. */
  ended: boolean;
  stoppedAt: Place | null;
}

const BUDGET_MS = 14;
const FIRST_CHUNK = { rows: 250, index: 4000 };
const GROWTH = 4;

/**
 * Looks through the journal from the newest row on. Where an index answers the whole filter, that is one short read.
 * Else rows are looked at in chunks, for some 15 ms at most: however many rows there are, an answer comes in time,
 * and the place where the scan stopped lets the next one go on from there.
 */
@Injectable()
export class LogScan {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Up to `most` rows after the place `after`. */
  async look(plan: ReadingPlan, after: Place | null, most: number): Promise<Scan> {
    if (plan.rest.length === 0) {
      const found = await this.read(plan, [...plan.fixed, ...before(after)], most);
      return { found, ended: found.length < most, stoppedAt: null };
    }
    const startedAt = performance.now();
    const found: Place[] = [];
    let place = after;
    let size = plan.readsRows ? FIRST_CHUNK.rows : FIRST_CHUNK.index;
    for (;;) {
      const chunkStart = performance.now();
      const range = [...plan.fixed, ...before(place)];
      const end = await this.placeAfter(plan, range, size);
      const within = [...range, ...(end ? [notBefore(end)] : []), ...plan.rest];
      found.push(...(await this.read(plan, within, most - found.length)));
      if (found.length >= most) return { found, ended: false, stoppedAt: null };
      if (!end) return { found, ended: true, stoppedAt: null };
      place = end;
      const leftMs = BUDGET_MS - (performance.now() - startedAt);
      const rowsPerMs = size / (performance.now() - chunkStart);
      size = Math.floor(Math.min(size * GROWTH, rowsPerMs * leftMs));
      if (size < 1) return { found, ended: false, stoppedAt: end };
    }
  }

  /** The last place of the next `size` rows; null when there are fewer. */
  private async placeAfter(plan: ReadingPlan, range: Condition[], size: number): Promise<Place | null> {
    const [place] = await this.read(plan, range, 1, size - 1);
    return place ?? null;
  }

  private async read(plan: ReadingPlan, conditions: Condition[], limit: number, offset = 0): Promise<Place[]> {
    const where = conditions.length > 0 ? `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}` : '';
    const rows: { time: Date; id: string | number }[] = await this.dataSource.query(
      `SELECT time, id FROM api_logs FORCE INDEX (${plan.index}) ${where}
       ORDER BY time DESC, id DESC LIMIT ${limit} OFFSET ${offset}`,
      conditions.flatMap(({ values }) => values),
    );
    return rows.map(({ time, id }) => ({ time, id: Number(id) }));
  }
}

function before(place: Place | null): Condition[] {
  if (!place) return [];
  return [{ sql: 'time <= ? AND (time < ? OR id < ?)', values: [place.time, place.time, place.id] }];
}

function notBefore({ time, id }: Place): Condition {
  return { sql: 'time >= ? AND (time > ? OR id >= ?)', values: [time, time, id] };
}
