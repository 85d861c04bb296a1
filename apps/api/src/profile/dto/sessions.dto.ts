import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

/** One place where the user is signed in. */
export class OpenSessionDto {
  /** @example 3f1c8c0e2a9c4b8e9d530d3a3f0c7a11 */
  id: string;

  /** The one that asks. */
  current: boolean;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  lastSeenAt: string;

  /** @example 203.0.113.7 */
  ip: string;

  @ApiProperty({ type: String, nullable: true, example: 'Chrome, Windows' })
  userAgent: string | null;
}

export class EndSessionsQuery {
  /** `true`: this session too. */
  @IsOptional()
  @IsIn(['true', 'false'])
  all?: 'true' | 'false';
}
