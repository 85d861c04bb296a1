import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';

/** How one part answers. */
export class HealthPartDto {
  @ApiProperty({ enum: ['ok', 'error'] })
  status: 'ok' | 'error';

  @ApiProperty({ type: 'integer' })
  latencyMs: number;

  @ApiPropertyOptional({ example: 'ECONNREFUSED' })
  reason?: string;
}

/** Whether the process can do its work. */
export class HealthDto {
  @ApiProperty({ enum: ['ok', 'error'] })
  status: 'ok' | 'error';

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/HealthPartDto' },
    example: { database: { status: 'ok', latencyMs: 1 }, redis: { status: 'ok', latencyMs: 1 } },
  })
  parts: Record<string, HealthPartDto>;
}

/** What an operator wants to know beside the parts; null where it is not known. */
export class HealthFacts {
  /** How long the job that has waited longest for a worker has been waiting; 0 when none waits. */
  @ApiProperty({ type: 'integer', nullable: true, example: 0 })
  queueLagSeconds: number | null;

  /** When the pipeline last fanned out over the merchants. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  lastPipelineAt: string | null;
}

/** Whether the process can do its work, part by part, and how its work fares. */
export class HealthReportDto extends IntersectionType(HealthDto, HealthFacts) {}

/** Whether the process runs at all. */
export class LivenessDto {
  @ApiProperty({ enum: ['ok'] })
  status: 'ok';

  /** How long the process has been running. */
  @ApiProperty({ type: 'integer' })
  uptimeSeconds: number;
}
