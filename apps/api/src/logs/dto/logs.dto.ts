import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { PageQuery } from '../../common/pagination.js';
import {
  directions,
  outcomes,
  statusClasses,
  type CallOutcome,
  type Direction,
  type StatusClass,
} from '../api-log.entity.js';

/** The journal of calls, the newest first. All filters may be given together. */
export class LogsQuery extends OmitType(PageQuery, ['sort'] as const) {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before; goes on from there', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(4_294_967_295)
  userId?: number;

  @ApiPropertyOptional({ example: 'vk', maxLength: 32 })
  @IsOptional()
  @Matches(/^[\w.-]{1,32}$/)
  service?: string;

  @ApiPropertyOptional({ enum: directions, enumName: 'LogDirection' })
  @IsOptional()
  @IsIn(directions)
  direction?: Direction;

  @ApiPropertyOptional({ description: 'Part of the method', example: 'market.add', maxLength: 191 })
  @IsOptional()
  @IsString()
  @MaxLength(191)
  method?: string;

  @ApiPropertyOptional({
    enum: statusClasses,
    enumName: 'LogStatusClass',
    description: 'Class of the HTTP status; none: no answer came',
  })
  @IsOptional()
  @IsIn(statusClasses)
  status?: StatusClass;

  @ApiPropertyOptional({
    enum: outcomes,
    enumName: 'LogOutcome',
    description: 'error: no answer, a status from 400 on, or a refusal by the other system under any status',
  })
  @IsOptional()
  @IsIn(outcomes)
  outcome?: CallOutcome;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Calls that began then or later' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Calls that began before then' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @Matches(/^[\da-f-]{36}$/i)
  runId?: string;

  @ApiPropertyOptional({ description: 'The id of the request that made the calls', maxLength: 100 })
  @IsOptional()
  @Matches(/^[\w.:-]{1,100}$/)
  correlationId?: string;
}

/** Whose call it was. */
export class LogUserDto {
  @ApiProperty({ type: 'integer' })
  id: number;

  email: string;

  name: string;
}

/** One call between EvoSync and another system, without what was sent and answered. */
export class LogDto {
  @ApiProperty({ type: 'integer' })
  id: number;

  /** When the call began. */
  @ApiProperty({ format: 'date-time' })
  time: string;

  @ApiProperty({ type: 'integer', nullable: true })
  userId: number | null;

  /** Null when the call was nobody's, or the user is gone. */
  @ApiProperty({ type: LogUserDto, nullable: true })
  user: LogUserDto | null;

  @ApiProperty({ enum: directions, enumName: 'LogDirection' })
  direction: Direction;

  /** @example vk */
  service: string;

  /** @example execute: market.add ×25 */
  method: string;

  /** HTTP status; null when no answer came. */
  @ApiProperty({ type: 'integer', nullable: true })
  status: number | null;

  @ApiProperty({ enum: outcomes, enumName: 'LogOutcome' })
  outcome: CallOutcome;

  /** The other system's code, or what kept the answer away. */
  @ApiProperty({ type: String, nullable: true, example: '100' })
  errorCode: string | null;

  @ApiProperty({ type: 'integer' })
  durationMs: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  runId: string | null;

  /** The id of the request to EvoSync that made the call. */
  @ApiProperty({ type: String, nullable: true })
  correlationId: string | null;
}

/** One call with what was sent and answered: without secrets, each cut at 8 kB. */
export class LogDetailDto extends LogDto {
  @ApiProperty({ type: String, nullable: true })
  request: string | null;

  @ApiProperty({ type: String, nullable: true })
  response: string | null;
}

/** A page of the journal. */
export class LogPageDto {
  @ApiProperty({ type: [LogDto] })
  items: LogDto[];

  /** How many calls fit the filter, counted up to 1,000; at least so many unless `totalIsExact`. */
  @ApiProperty({ type: 'integer' })
  total: number;

  totalIsExact: boolean;

  @ApiProperty({ type: 'integer' })
  page: number;

  @ApiProperty({ type: 'integer' })
  pageSize: number;

  /** Where the list goes on; null at its end. A page may be short, even empty, and the list still go on. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;

  /** How far back was looked, where the answer came before the end of the search; the next cursor goes on there. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  searchedBackTo: string | null;
}
