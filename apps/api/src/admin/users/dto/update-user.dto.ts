import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsString,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { Trimmed } from '../../../common/trimmed.js';

const IfGiven = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);
const IfNotNull = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined && value !== null);

/** What is to change of a user; fields left out stay as they are. */
export class UpdateUserDto {
  @IfGiven()
  @Trimmed()
  @IsEmail({ require_tld: false })
  @MaxLength(254)
  email?: string;

  @IfGiven()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  /** Null or an empty text takes the number away. */
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 32 })
  @IfNotNull()
  @Trimmed()
  @IsString()
  @MaxLength(32)
  phone?: string | null;

  /** The name of the one role the user is to have. */
  @IfGiven()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  role?: string;

  /** The names of all roles the user is to have; counts before `role`. */
  @IfGiven()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  roles?: string[];

  @ApiPropertyOptional({ enum: ['ru', 'en'] })
  @IfGiven()
  @IsIn(['ru', 'en'])
  language?: 'ru' | 'en';
}
