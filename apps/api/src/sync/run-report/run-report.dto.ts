import { OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { RunItemQuery } from '../dto/run.dto.js';

export class RunFileQuery extends OmitType(RunItemQuery, ['page', 'pageSize', 'sort'] as const) {
  /** Language of the words in the file; that of `Accept-Language` when left out. */
  @IsOptional()
  @IsIn(['ru', 'en'])
  language?: 'ru' | 'en';
}

/** How many products of a run had the same done to them, with the same outcome for the same reason. */
export class RunCauseDto {
  action: string;
  outcome: 'done' | 'skipped' | 'failed';
  reason: string | null;
  count: number;
}

export class RunCausesDto {
  /** The most frequent first. */
  items: RunCauseDto[];
}
