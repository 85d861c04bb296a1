import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { NewPassword } from '../../../auth/password-rules.js';
import { Trimmed } from '../../../common/trimmed.js';

/** A new user. With a password they are active at once; without one they are invited. */
export class CreateUserDto {
  /** @example merchant@example.com */
  @Trimmed()
  @IsEmail({ require_tld: false })
  @MaxLength(254)
  email: string;

  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /**
   * The name of a role.
   * @example user
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  role: string;

  /** @example +7 900 000-00-00 */
  @IsOptional()
  @IsString()
  @MaxLength(32)
  phone?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @NewPassword()
  password?: string;
}
