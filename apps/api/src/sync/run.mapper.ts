import { type Language, say } from '../common/words.js';
import type { RunDto, RunItemDto } from './dto/run.dto.js';
import type { SyncRunItem } from './sync-run-item.entity.js';
import type { SyncRun } from './sync-run.entity.js';

/** A run as the REST contract shows it. */
export function toRunDto(run: SyncRun, language: Language): RunDto {
  const { error } = run;
  return {
    id: run.id,
    trigger: run.trigger,
    status: run.status,
    stage: run.stage,
    progress: { done: run.progressDone, total: run.progressTotal },
    counts: run.counts,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    error: error && { code: error.code, message: say(error.message, language), who: error.who },
  };
}

/** What came of a product, as the REST contract shows it. */
export function toRunItemDto(item: SyncRunItem, language: Language): RunItemDto {
  const { productId, storeId, name, action, outcome, reason, vkProductId, changes } = item;
  const message = item.message && say(item.message, language);
  return { productId, storeId, name, action, outcome, reason, message, vkProductId, changes: changes ?? [] };
}
