import { ApiProperty } from '@nestjs/swagger';
import { RunCountsDto, RunDto } from '../dto/run.dto.js';

/** Whether the shop is kept equal to the register, in one word. */
export type OverviewState = 'ok' | 'late' | 'needs-you' | 'setting-up' | 'off';

/** Who mends a problem: nobody need, only the merchant can, or there is nothing to mend. */
export type ProblemSeverity = 'heals-itself' | 'needs-you' | 'note';

export class ConnectionHealthDto {
  connected: boolean;
  status: 'ok' | 'needsAttention' | 'notConnected';
  checkedAt: Date | null;
  /** Name of the VK community; the register has none. */
  name: string | null;
}

export class ConnectionsHealthDto {
  evotor: ConnectionHealthDto;
  vk: ConnectionHealthDto;
}

/** Products counted by their `syncState`; `off` and the four others add up to `total`, the four to `chosen`. */
export class GoodsDto {
  total: number;
  chosen: number;
  /** Chosen products that a buyer can see in VK now, be they up to date or not. */
  inShop: number;
  synced: number;
  pending: number;
  skipped: number;
  failed: number;
  off: number;
}

export class StoreGoodsDto {
  id: string;
  name: string;
  /** Switched on by the merchant. */
  enabled: boolean;
  subscriptionRequired: boolean;
  readAt: Date | null;
  goods: GoodsDto;
}

/** How many products share one `syncReason`. */
export class ReasonCountDto {
  reason: string;
  count: number;
}

export class RecentChangesDto {
  created: number;
  updated: number;
  hidden: number;
  deleted: number;
  adopted: number;
  /** Of those updated: how often a price was changed. */
  repriced: number;
  /** Of those updated: how often a stock went down to nothing. */
  soldOut: number;
  /** Of those updated: how often a stock came back. */
  restocked: number;
}

export class OverviewProblemDto {
  /** A `syncReason`, or the code of a connection's or a run's error. */
  code: string;
  severity: 'heals-itself' | 'needs-you' | 'note';
  /** What it concerns: that says where it is mended. */
  about: 'evotor' | 'vk' | 'run' | 'store' | 'failed-goods' | 'skipped-goods' | 'settings';
  /** How many products it concerns; 1 where it is not about products. */
  count: number;
  /** What it means, in the language of the caller. */
  message: string | null;
  storeId: string | null;
  storeName: string | null;
  runId: string | null;
}

/** How quickly changes at the register get into VK; Evotor tells of them by webhooks. */
export class RegisterSpeedDto {
  /** The middle of the last changes, in seconds from Evotor's word to VK; null while nothing was measured. */
  @ApiProperty({ type: 'integer', nullable: true })
  usualSeconds: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  lastSeconds: number | null;

  @ApiProperty({ type: Date, nullable: true })
  lastAt: Date | null;

  /** How many changes this is made of. */
  @ApiProperty({ type: 'integer' })
  measured: number;
}

export class OverviewDto {
  state: 'ok' | 'late' | 'needs-you' | 'setting-up' | 'off';
  /** The newest run that has ended. */
  lastRun: RunDto | null;
  /** The run that is on its way. */
  activeRun: RunDto | null;
  /** When the schedule starts the next run; null where no run can start by itself. */
  nextRunAt: Date | null;
  /** Since when the shop should have been brought up to date again. */
  lateSince: Date | null;
  /** How often the schedule runs. */
  intervalSeconds: number;
  registerSpeed: RegisterSpeedDto;
  connections: ConnectionsHealthDto;
  goods: GoodsDto;
  stores: StoreGoodsDto[];
  skippedByReason: ReasonCountDto[];
  failedByReason: ReasonCountDto[];
  changes24h: RecentChangesDto;
  /** Runs of the last 24 hours that changed something in VK, the newest three. */
  changedRuns: RunDto[];
  problems: OverviewProblemDto[];
}

/** The counts of a run that are changes in VK. */
export const CHANGES = [
  'created',
  'updated',
  'hidden',
  'deleted',
  'adopted',
] as const satisfies readonly (keyof RunCountsDto)[];
