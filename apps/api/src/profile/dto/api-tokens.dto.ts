import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, IsArray, IsIn, IsISO8601, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../common/trimmed.js';

const SCOPES = ['read', 'write'] as const;

/** A token for a program of the user's. */
export class ApiTokenDto {
  @ApiProperty({ type: 'integer' })
  id: number;

  /** @example Выгрузка в учётную систему */
  name: string;

  @ApiProperty({ enum: SCOPES, isArray: true })
  scopes: ('read' | 'write')[];

  /** The last four characters; the rest is never shown again. */
  last4: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastUsedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expiresAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class CreatedApiTokenDto extends ApiTokenDto {
  /**
   * The token itself, in this answer only.
   * @example evs_…
   */
  token: string;
}

export class CreateApiTokenDto {
  /** @example Выгрузка в учётную систему */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** `write` includes reading. */
  @ApiProperty({ enum: SCOPES, isArray: true })
  @IsArray()
  @ArrayNotEmpty()
  @IsIn(SCOPES, { each: true })
  scopes: ('read' | 'write')[];

  /** Left out: until it is deleted. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string | null;
}
