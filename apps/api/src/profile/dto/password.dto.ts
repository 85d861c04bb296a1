import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { NewPassword } from '../../auth/password-rules.js';

export class ChangePasswordDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  currentPassword: string;

  @NewPassword()
  newPassword: string;
}

/** How an account is to end; in the body or in the query. */
export class CloseAccountDto {
  /** What becomes of goods in VK: they stay on sale, or are hidden first. */
  @IsOptional()
  @IsIn(['keep', 'hide'])
  goods?: 'keep' | 'hide';

  /** Checked when given. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  password?: string;
}

/** The same in the query, where no password belongs. */
export class CloseAccountQuery {
  @IsOptional()
  @IsIn(['keep', 'hide'])
  goods?: 'keep' | 'hide';
}
