import { ApiProperty, PartialType } from '@nestjs/swagger';
import { ArrayNotEmpty, IsArray, IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../common/trimmed.js';
import { HOOK_EVENTS, type HookEvent } from '../hook-events.js';

/** An address of one's own program that is told of events. */
export class HookDto {
  @ApiProperty({ type: 'integer', example: 7 })
  id: number;

  /** @example Учётная система */
  name: string;

  /** @example https://example.ru/evosync */
  url: string;

  @ApiProperty({ enum: HOOK_EVENTS, isArray: true, example: ['run.finished'] })
  events: HookEvent[];

  enabled: boolean;

  /** The first of the failures that no success has followed yet. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  failingSince: string | null;

  /** When it was switched off because it kept failing; null when it was not. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  givenUpAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class HookWithSecretDto extends HookDto {
  /**
   * Signs what is delivered; in this answer only.
   * @example evh_…
   */
  secret: string;
}

export class CreateHookDto {
  /** @example Учётная система */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /**
   * Where events are posted to: https, on the public internet.
   * @example https://example.ru/evosync
   */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  url: string;

  @ApiProperty({ enum: HOOK_EVENTS, isArray: true, example: ['run.finished', 'product.failed'] })
  @IsArray()
  @ArrayNotEmpty()
  @IsIn(HOOK_EVENTS, { each: true })
  events: HookEvent[];
}

export class ChangeHookDto extends PartialType(CreateHookDto) {
  /** `true` also forgets that it kept failing. */
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}
