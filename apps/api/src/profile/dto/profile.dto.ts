import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Trimmed } from '../../common/trimmed.js';

/** By which ways notices about the shop may come. */
export class NotificationsDto {
  email: boolean;
  sms: boolean;
}

/** One's own account. */
export class ProfileDto {
  @ApiProperty({ type: 'integer' })
  id: number;

  email: string;

  /** A new address that waits for its confirmation. */
  @ApiProperty({ type: String, nullable: true })
  pendingEmail: string | null;

  name: string;

  @ApiProperty({ type: String, nullable: true, example: '+79000000000' })
  phone: string | null;

  @ApiProperty({ enum: ['ru', 'en'] })
  language: string;

  roles: string[];

  permissions: string[];

  notifications: NotificationsDto;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastLoginAt: string | null;
}

export class SaveNotificationsDto {
  @IsOptional()
  @IsBoolean()
  email?: boolean;

  @IsOptional()
  @IsBoolean()
  sms?: boolean;
}

/** Fields left out stay as they are. */
export class SaveProfileDto {
  @ValidateIf((_, value: unknown) => value !== undefined)
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  /** Empty or null takes the number away. */
  @ApiProperty({ type: String, nullable: true, required: false, example: '+7 900 000-00-00' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(32)
  phone?: string | null;

  @ApiProperty({ enum: ['ru', 'en'], required: false })
  @ValidateIf((_, value: unknown) => value !== undefined)
  @IsIn(['ru', 'en'])
  language?: 'ru' | 'en';

  @ValidateIf((_, value: unknown) => value !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => SaveNotificationsDto)
  notifications?: SaveNotificationsDto;

  /** Counts once it is confirmed; needs `currentPassword`. The present address again gives a change up. */
  @ValidateIf((_, value: unknown) => value !== undefined)
  @Trimmed()
  @IsEmail({ require_tld: false })
  @MaxLength(254)
  email?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  currentPassword?: string;
}
