import { productKeyOf } from '@evosync/mirror';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { standingSkips } from './run-report/standing-skips.js';
import { SyncRunItem } from './sync-run-item.entity.js';

const CHUNK = 500;

/** Writes what came of each product in a run; a step that is done again overwrites its own rows. */
@Injectable()
export class RunItems {
  constructor(@InjectRepository(SyncRunItem) private readonly repository: Repository<SyncRunItem>) {}

  async save(runId: string, items: readonly Omit<SyncRunItem, 'id' | 'runId'>[]): Promise<void> {
    for (let from = 0; from < items.length; from += CHUNK) {
      const rows = items.slice(from, from + CHUNK).map((item) => ({ ...item, runId }));
      await this.repository
        .createQueryBuilder()
        .insert()
        .values(rows)
        .orUpdate(['action', 'outcome', 'reason', 'message', 'vk_product_id', 'changes'])
        .updateEntity(false)
        .execute();
    }
  }

  /** Products, by the comparable form of their keys, whose skipping stands written in an earlier run of the same user. */
  async standingSkips(runId: string): Promise<Set<string>> {
    const rows = await this.repository.query<{ store_id: string; product_id: string }[]>(
      `SELECT item.store_id, item.product_id FROM (${standingSkips('?')}) standing
       JOIN sync_run_items item ON item.id = standing.id`,
      [runId],
    );
    return new Set(rows.map((row) => productKeyOf({ storeId: row.store_id, productId: row.product_id })));
  }

  /** Products that an earlier try of the same run already saw to. */
  async doneIn(runId: string): Promise<Pick<SyncRunItem, 'storeId' | 'productId' | 'action'>[]> {
    return this.repository.find({
      select: { storeId: true, productId: true, action: true },
      where: { runId, outcome: 'done' },
    });
  }
}
