import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, Matches, Max, Min } from 'class-validator';
import { PageQuery } from '../../../common/pagination.js';
import {
  auditActions,
  auditTargetKinds,
  type AuditAction,
  type AuditDetails,
  type AuditTarget,
} from '../audit-actions.js';

const MAX_ID = 4_294_967_295;
const DATE_OR_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** A date, or a date with a time, that exists. */
const Moment = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ format: 'date-time' }),
    IsOptional(),
    IsISO8601({ strict: true }),
    Matches(DATE_OR_TIME),
  );

/** The audit trail: by who did it, what, to whom and when; `search` looks at e-mails and names. */
export class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  actorId?: number;

  @ApiPropertyOptional({ enum: auditActions, enumName: 'AuditAction' })
  @IsOptional()
  @IsIn(auditActions)
  action?: AuditAction;

  @ApiPropertyOptional({ enum: auditTargetKinds, enumName: 'AuditTargetKind' })
  @IsOptional()
  @IsIn(auditTargetKinds)
  targetKind?: AuditTarget['kind'];

  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_ID)
  targetId?: number;

  /** Not before this time. */
  @Moment()
  from?: string;

  /** Before this time. */
  @Moment()
  to?: string;
}

/** Who did something; the e-mail is that of the time. */
export class AuditActorDto {
  @ApiProperty({ type: 'integer', nullable: true })
  id: number | null;

  email: string;
}

/** To whom or to what; the label is the e-mail or the name at that time. */
export class AuditTargetDto {
  @ApiProperty({ enum: auditTargetKinds, enumName: 'AuditTargetKind' })
  kind: AuditTarget['kind'];

  @ApiProperty({ type: 'integer', nullable: true })
  id: number | null;

  label: string;
}

/** One line of the audit trail. */
export class AuditEntryDto {
  id: string;

  @ApiProperty({ format: 'date-time' })
  time: string;

  actor: AuditActorDto;

  @ApiProperty({ enum: auditActions, enumName: 'AuditAction' })
  action: AuditAction;

  target: AuditTargetDto;

  /** What exactly: changed fields, roles, permissions, the run. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  details: AuditDetails | null;

  @ApiProperty({ type: String, nullable: true })
  ip: string | null;
}
