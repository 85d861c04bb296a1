import { ApiProperty } from '@nestjs/swagger';
import type { RunStatus } from '../../../sync/run.js';
import { runStatuses } from '../../users/dto/admin-user.dto.js';

/** How many users there are, by status. */
export class UserCountsDto {
  @ApiProperty({ type: 'integer' })
  total: number;

  @ApiProperty({ type: 'integer' })
  pending: number;

  @ApiProperty({ type: 'integer' })
  active: number;

  @ApiProperty({ type: 'integer' })
  suspended: number;
}

/** A connection that only its merchant can mend. */
export class AttentionDto {
  @ApiProperty({ type: 'integer' })
  userId: number;

  email: string;
  name: string;

  @ApiProperty({ enum: ['evotor', 'vk'] })
  connection: 'evotor' | 'vk';

  /** A stable code of the problem. */
  code: string;
  message: string;

  /** When the problem was seen last. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  checkedAt: string | null;
}

/** Connections that need attention: how many, and those seen last. */
export class AttentionListDto {
  @ApiProperty({ type: 'integer' })
  total: number;

  items: AttentionDto[];
}

/** Runs of the last day, by how they stand. */
export class RunOutcomesDto {
  @ApiProperty({ format: 'date-time' })
  since: string;

  @ApiProperty({ type: 'integer' })
  total: number;

  @ApiProperty({ type: 'integer' })
  queued: number;

  @ApiProperty({ type: 'integer' })
  running: number;

  @ApiProperty({ type: 'integer' })
  succeeded: number;

  @ApiProperty({ type: 'integer' })
  partial: number;

  @ApiProperty({ type: 'integer' })
  failed: number;

  @ApiProperty({ type: 'integer' })
  cancelled: number;
}

/** How many jobs a queue holds. */
export class QueueLengthDto {
  /** @example mirror-to-vk */
  name: string;

  /** To be taken as soon as a worker is free; those that wait for a step before them are not counted here. */
  @ApiProperty({ type: 'integer' })
  waiting: number;

  @ApiProperty({ type: 'integer' })
  active: number;

  /** To be taken at a time of their own. */
  @ApiProperty({ type: 'integer' })
  delayed: number;

  /** Waiting for the step before them. */
  @ApiProperty({ type: 'integer' })
  blocked: number;

  @ApiProperty({ type: 'integer' })
  failed: number;
}

/** Why things failed in the last day. */
export class FailureReasonDto {
  /** `run`: whole runs; `product`: products within runs. */
  @ApiProperty({ enum: ['run', 'product'] })
  kind: 'run' | 'product';

  /** A stable code. */
  code: string;

  /** The words of one of these failures. */
  @ApiProperty({ type: String, nullable: true })
  example: string | null;

  @ApiProperty({ type: 'integer' })
  count: number;

  /** How many merchants it happened to. */
  @ApiProperty({ type: 'integer' })
  merchants: number;
}

/** A run that failed. */
export class FailedRunDto {
  id: string;

  @ApiProperty({ type: 'integer' })
  userId: number;

  email: string;
  name: string;

  @ApiProperty({ enum: runStatuses, enumName: 'RunStatus' })
  status: RunStatus;

  code: string;
  message: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt: string | null;
}

/** How the whole service fares. */
export class AdminOverviewDto {
  users: UserCountsDto;
  attention: AttentionListDto;
  runs: RunOutcomesDto;
  queues: QueueLengthDto[];

  /** Where the queues can be looked into; null for those who may not, or when there is no such place. */
  @ApiProperty({ type: String, format: 'uri', nullable: true })
  queueMonitorUrl: string | null;

  /** The most frequent first. */
  failures: FailureReasonDto[];

  /** The newest first. */
  failedRuns: FailedRunDto[];
}
