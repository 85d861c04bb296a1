import { IsEmail, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../common/trimmed.js';
import { NewPassword } from '../password-rules.js';

/** Who asks for a letter. */
export class EmailDto {
  /** @example merchant@example.com */
  @Trimmed()
  @IsEmail({ require_tld: false })
  @MaxLength(254)
  email: string;
}

/** The token from the link of a letter. */
export class LinkTokenDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  token: string;
}

export class ResetPasswordDto extends LinkTokenDto {
  @NewPassword()
  password: string;
}
