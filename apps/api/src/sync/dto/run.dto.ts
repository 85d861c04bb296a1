import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../common/pagination.js';
import type { RunStage, RunStatus, RunTrigger } from '../run.js';

export class RunQuery extends PageQuery {
  @IsOptional()
  @IsIn(['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled'])
  status?: RunStatus;
}

export class RunItemQuery extends PageQuery {
  @IsOptional()
  @IsIn(['done', 'skipped', 'failed'])
  outcome?: 'done' | 'skipped' | 'failed';

  @IsOptional()
  @IsIn(['create', 'update', 'adopt', 'hide', 'delete', 'skip'])
  action?: 'create' | 'update' | 'adopt' | 'hide' | 'delete' | 'skip';

  /** Only products with this reason, for example `no_price`. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  reason?: string;
}

export class RunEventsQuery {
  /** Language of the words in the events; that of `Accept-Language` when left out, which a browser's stream cannot choose. */
  @IsOptional()
  @IsIn(['ru', 'en'])
  language?: 'ru' | 'en';
}

export class ProgressDto {
  done: number;
  total: number;
}

export class RunCountsDto {
  created: number;
  updated: number;
  hidden: number;
  deleted: number;
  adopted: number;
  unchanged: number;
  skipped: number;
  failed: number;
  albumsCreated: number;
}

export class RunErrorDto {
  code: string;
  /** In plain words, in the language of the caller. */
  message: string;
  /** Who must act: the merchant, EvoSync's operators, or nobody (it heals by itself). */
  who: 'merchant' | 'evosync' | 'wait';
}

export class RunDto {
  id: string;
  trigger: RunTrigger;
  status: RunStatus;
  stage: RunStage | null;
  progress: ProgressDto;
  counts: RunCountsDto;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  error: RunErrorDto | null;
}

/** One field of an item as it was before a run and as the run made it; money in roubles, stock as a whole number. */
export class RunItemChangeDto {
  field: 'name' | 'description' | 'price' | 'stock';
  /** Null: VK did not show it before, or it is too long to keep. */
  from: string | null;
  /** Null: it is too long to keep. */
  to: string | null;
}

export class RunItemDto {
  productId: string;
  storeId: string;
  name: string;
  action: string;
  outcome: 'done' | 'skipped' | 'failed';
  reason: string | null;
  /** In the language of the caller; what VK itself said stays as VK said it. */
  message: string | null;
  vkProductId: number | null;
  /** What was changed of an item that had been there before. */
  changes: RunItemChangeDto[];
}
