import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../common/trimmed.js';
import { NewPassword } from '../password-rules.js';

/** Somebody who wants an account of their own. */
export class RegisterDto {
  /** @example merchant@example.com */
  @Trimmed()
  @IsEmail({ require_tld: false })
  @MaxLength(254)
  email: string;

  @NewPassword()
  password: string;

  /** @example Анна */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /** @example +7 900 000-00-00 */
  @IsOptional()
  @IsString()
  @MaxLength(32)
  phone?: string;
}

/** Where the letter went, whoever has the address. */
export class RegisteredDto {
  @ApiProperty({ example: 'merchant@example.com' })
  email: string;
}
