import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { say, type Language, type BothLanguages } from '../../common/words.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { vkItemUrl } from '../../connections/vk-url.js';
import type { ItemChange } from '../item-changes.js';
import { RunsService } from '../runs.service.js';
import { SyncRunItem } from '../sync-run-item.entity.js';
import { BYTE_ORDER_MARK, csvLine } from './csv.js';
import { itemsWhere, type RunItemFilter } from './items-where.js';
import { ACTION_WORDS, COLUMNS, FIELD_WORDS, OUTCOME_WORDS, REASON_WORDS } from './report-words.js';
import type { RunCausesDto } from './run-report.dto.js';

const CHUNK = 1000;

/** What came of the products of a run, counted by cause and as a file. */
@Injectable()
export class RunReportService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(SyncRunItem) private readonly items: Repository<SyncRunItem>,
    private readonly runs: RunsService,
    private readonly connections: ConnectionsService,
  ) {}

  /** Throws a 404 Problem for a run that is not this user's. */
  async countCauses(userId: number, runId: string): Promise<RunCausesDto> {
    const run = await this.runs.find(userId, runId);
    const rows = await itemsWhere(this.items, run.id, {})
      .select(['item.action AS action', 'item.outcome AS outcome', 'item.reason AS reason', 'COUNT(*) AS count'])
      .groupBy('item.action, item.outcome, item.reason')
      .orderBy('count', 'DESC')
      .addOrderBy('item.action')
      .getRawMany<Pick<SyncRunItem, 'action' | 'outcome' | 'reason'> & { count: string }>();
    return { items: rows.map((row) => ({ ...row, count: Number(row.count) })) };
  }

  /**
   * The file of a run's outcomes, piece by piece: never more than a thousand of them in memory. Throws a 404 Problem
   * for a run that is not this user's, before the first piece.
   */
  async file(
    userId: number,
    runId: string,
    filter: RunItemFilter,
    language: Language,
  ): Promise<AsyncGenerator<string>> {
    const run = await this.runs.find(userId, runId);
    const [stores, vk] = await Promise.all([
      this.dataSource.query<{ id: string; name: string }[]>('SELECT id, name FROM cached_stores WHERE user_id = ?', [
        userId,
      ]),
      this.connections.findVk(userId),
    ]);
    const storeNames = new Map(stores.map((store) => [store.id.toLowerCase(), store.name]));
    const groupId = vk?.groupId ?? null;
    return this.pieces(run.id, filter, (item) => lineOf(item, storeNames, groupId, language), language);
  }

  private async *pieces(
    runId: string,
    filter: RunItemFilter,
    line: (item: SyncRunItem) => string,
    language: Language,
  ): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvLine(COLUMNS.map((words) => say(words, language)));
    for (let after = '0'; ;) {
      const found = await itemsWhere(this.items, runId, filter)
        .andWhere('item.id > :after', { after })
        .orderBy('item.id')
        .limit(CHUNK)
        .getMany();
      if (found.length > 0) yield found.map(line).join('');
      const last = found.at(-1);
      if (!last || found.length < CHUNK) return;
      after = last.id;
    }
  }
}

function lineOf(
  item: SyncRunItem,
  storeNames: ReadonlyMap<string, string>,
  groupId: number | null,
  language: Language,
): string {
  return csvLine([
    item.name,
    storeNames.get(item.storeId.toLowerCase()) ?? item.storeId,
    wordOf(ACTION_WORDS, item.action, language),
    wordOf(OUTCOME_WORDS, item.outcome, language),
    item.reason && wordOf(REASON_WORDS, item.reason, language),
    item.message && say(item.message, language),
    item.changes?.map((change) => changeLine(change, language)).join('; ') ?? null,
    item.vkProductId !== null && groupId !== null ? vkItemUrl(groupId, item.vkProductId) : null,
  ]);
}

function changeLine({ field, from, to }: ItemChange, language: Language): string {
  const word = wordOf(FIELD_WORDS, field, language);
  return to === null ? word : `${word}: ${from === null ? '' : `${from} → `}${to}`;
}

/** A code that this version has no words for is told as it is. */
function wordOf<Code extends string>(words: Record<Code, BothLanguages>, code: Code, language: Language): string {
  return Object.hasOwn(words, code) ? say(words[code], language) : code;
}
