import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../common/trimmed.js';
import { NewPassword } from '../password-rules.js';

/** Whom an invite is for. */
export class InviteDto {
  /** @example merchant@example.com */
  email: string;

  name: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}

export class AcceptInviteDto {
  @NewPassword()
  password: string;

  /** Left out, the name stays as who invited wrote it. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;
}
