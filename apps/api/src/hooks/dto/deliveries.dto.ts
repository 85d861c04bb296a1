import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../common/pagination.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../hook-delivery.entity.js';
import { DELIVERED_EVENTS, type DeliveredEvent } from '../hook-events.js';

export class DeliveryQuery extends PageQuery {
  @ApiProperty({ enum: DELIVERY_STATUSES, required: false })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  @ApiProperty({ enum: DELIVERED_EVENTS, required: false })
  @IsOptional()
  @IsIn(DELIVERED_EVENTS)
  event?: DeliveredEvent;
}

/** One message on its way to one hook, and what came of its last try. */
export class DeliveryDto {
  @ApiProperty({ type: 'integer', example: 4021 })
  id: number;

  /** The same at every hook and at every try. */
  @ApiProperty({ format: 'uuid', example: '0b5f6e1a-7c2d-4e3f-9a4b-5c6d7e8f9a0b' })
  eventId: string;

  @ApiProperty({ enum: DELIVERED_EVENTS, example: 'run.finished' })
  event: DeliveredEvent;

  /** `pending` until it was taken with 2xx or given up; `dropped`: the hook was switched off before. */
  @ApiProperty({ enum: DELIVERY_STATUSES, example: 'delivered' })
  status: DeliveryStatus;

  @ApiProperty({ type: 'integer', example: 1 })
  attempts: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  nextTryAt: string | null;

  /** The HTTP status of the last answer; null when none came. */
  @ApiProperty({ type: 'integer', nullable: true, example: 204 })
  responseStatus: number | null;

  /** Why no answer came, or `status` when the answer was not 2xx. */
  @ApiProperty({ type: String, nullable: true, example: null })
  error: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 84 })
  durationMs: number | null;

  /** The delivery that this one repeats by hand. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  replayOf: number | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-03-01T09:30:01.000Z' })
  finishedAt: string | null;
}

export class DeliveryDetailDto extends DeliveryDto {
  /** What is posted, to the letter. */
  @ApiProperty({
    example: '{"id":"0b5f6e1a-…","event":"run.finished","createdAt":"2026-03-01T09:30:00.000Z","data":{"run":{}}}',
  })
  requestBody: string;

  /** The beginning of the last answer. */
  @ApiProperty({ type: String, nullable: true, example: 'ok' })
  responseBody: string | null;
}
