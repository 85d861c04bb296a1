import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

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
