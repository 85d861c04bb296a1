import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

export class LoginDto {
  /** @example merchant@example.com */
  @IsString()
  @IsNotEmpty()
  @MaxLength(254)
  email: string;

  /** @example correct-horse */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  password: string;
}
