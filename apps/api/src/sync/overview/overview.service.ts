import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, In, IsNull, MoreThanOrEqual, Not, Repository } from 'typeorm';
import { ReadingNotes } from '../../catalog/reading-notes.js';
import type { Language } from '../../common/words.js';
import { blocksRuns } from '../../connections/connection-status.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import type { EvotorConnection } from '../../connections/evotor-connection.entity.js';
import type { VkConnection } from '../../connections/vk-connection.entity.js';
import { Settings } from '../../config/settings.js';
import type { RunCountsDto, RunDto } from '../dto/run.dto.js';
import { RegisterDelays } from '../register-changes/register-delays.js';
import { toRunDto } from '../run.mapper.js';
import { SyncRun } from '../sync-run.entity.js';
import { SyncSettingsService } from '../sync-settings.service.js';
import { countEdits, type EditCounts } from './edits-count.js';
import { COUNT_GOODS, countGoods, countReasons, LIST_STORES, type GoodsRow, type StoreRow } from './goods-count.js';
import { lateSince, stateOf } from './lateness.js';
import { NextRun } from './next-run.js';
import { CHANGES, type ConnectionHealthDto, type OverviewDto, type StoreGoodsDto } from './overview.dto.js';
import { findProblems } from './problems.js';

const DAY_MS = 24 * 60 * 60_000;
const MOST_RECENT_RUNS = 300;
const SHOWN_CHANGED_RUNS = 3;

/** How things stand for one merchant, from what is stored: a few queries, whatever the number of products. */
@Injectable()
export class OverviewService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(SyncRun) private readonly runs: Repository<SyncRun>,
    private readonly connections: ConnectionsService,
    private readonly syncSettings: SyncSettingsService,
    private readonly nextRun: NextRun,
    private readonly settings: Settings,
    private readonly notes: ReadingNotes,
    private readonly delays: RegisterDelays,
  ) {}

  async show(userId: number, language: Language, now = new Date()): Promise<OverviewDto> {
    const [evotor, vk, settings, goods, storeRows, runs, nextRunAt, lastReading, registerSpeed, pause] =
      await Promise.all([
        this.connections.findEvotor(userId),
        this.connections.findVk(userId),
        this.syncSettings.find(userId),
        this.dataSource.query<GoodsRow[]>(COUNT_GOODS, [userId]),
        this.dataSource.query<StoreRow[]>(LIST_STORES, [userId]),
        this.findRuns(userId, language, now),
        this.nextRun.of(userId, now),
        this.notes.lastReadings(userId),
        this.delays.of(userId, now),
        this.connections.pauseOf(userId),
      ]);
    const stores = storeRows.map((row) => ({
      ...toStore(row, goods),
      readAt: lastReading({ id: row.id, readAt: row.read_at }),
    }));
    const total = countGoods(goods);
    const connected = evotor !== null && vk !== null;
    const blocked = [evotor, vk].some((side) => side?.status === 'needsAttention' && blocksRuns(side.problemCode));
    const problems = findProblems({ evotor, vk, pause, stores, goods, settings, lastRun: runs.last }, language);
    const late = lateSince({
      lastGood: runs.lastGood,
      lastRun: runs.last,
      intervalMs: this.settings.catalogRefreshIntervalSeconds * 1000,
      now,
    });
    const changed = runs.recent.filter(({ counts }) => CHANGES.some((change) => counts[change] > 0));
    return {
      state: stateOf({
        problems,
        connected,
        chosen: total.chosen,
        mirrorEnabled: settings.mirrorEnabled,
        everRan: runs.last !== null,
        lateSince: late,
      }),
      lastRun: runs.last,
      activeRun: runs.active,
      nextRunAt: connected && !blocked && !pause ? nextRunAt : null,
      lateSince: connected ? late : null,
      intervalSeconds: this.settings.catalogRefreshIntervalSeconds,
      registerSpeed,
      connections: { evotor: toHealth(evotor, null), vk: toHealth(vk, vk?.groupName ?? null) },
      goods: total,
      stores,
      skippedByReason: countReasons(goods, 'skipped'),
      failedByReason: countReasons(goods, 'failed'),
      changes24h: { ...addUp(changed.map(({ counts }) => counts)), ...(await this.countEdits(changed)) },
      changedRuns: changed.slice(0, SHOWN_CHANGED_RUNS),
      problems,
    };
  }

  private countEdits(runs: readonly RunDto[]): Promise<EditCounts> {
    const ids = runs.filter(({ counts }) => counts.updated + counts.adopted > 0).map(({ id }) => id);
    return countEdits(this.dataSource, ids);
  }

  private async findRuns(userId: number, language: Language, now: Date) {
    const newest = { createdAt: 'DESC', id: 'DESC' } as const;
    const [active, last, lastGood, recent] = await Promise.all([
      this.runs.findOneBy({ activeUserId: userId }),
      this.runs.findOne({ where: { userId, finishedAt: Not(IsNull()), status: Not('cancelled') }, order: newest }),
      this.runs.findOne({ where: { userId, status: In(['succeeded', 'partial']) }, order: newest }),
      this.runs.find({
        where: { userId, createdAt: MoreThanOrEqual(new Date(now.getTime() - DAY_MS)) },
        order: newest,
        take: MOST_RECENT_RUNS,
      }),
    ]);
    return {
      active: active && toRunDto(active, language),
      last: last && toRunDto(last, language),
      lastGood: lastGood && toRunDto(lastGood, language),
      recent: recent.map((run) => toRunDto(run, language)),
    };
  }
}

function toStore(row: StoreRow, goods: readonly GoodsRow[]): Omit<StoreGoodsDto, 'readAt'> {
  return {
    id: row.id,
    name: row.name,
    enabled: Number(row.enabled) === 1,
    subscriptionRequired: Number(row.subscription_required) === 1,
    goods: countGoods(goods.filter((one) => one.store_id.toLowerCase() === row.id.toLowerCase())),
  };
}

function toHealth(found: EvotorConnection | VkConnection | null, name: string | null): ConnectionHealthDto {
  return {
    connected: found !== null,
    status: found?.status ?? 'notConnected',
    checkedAt: found?.checkedAt ?? null,
    name,
  };
}

function addUp(counts: readonly RunCountsDto[]): Record<(typeof CHANGES)[number], number> {
  const sum = { created: 0, updated: 0, hidden: 0, deleted: 0, adopted: 0 };
  for (const one of counts) for (const change of CHANGES) sum[change] += one[change];
  return sum;
}
