import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';
import { inWords } from '../../common/constraints.js';

const ABOVE_ZERO = {
  ru: 'Нужно число больше нуля, например 1 или 1.5',
  en: 'A number above zero is expected, such as 1 or 1.5',
};
/** Up to nine digits before the point and six after it. */
const MULTIPLIER = /^(?=.*[1-9])\d{1,9}(\.\d{1,6})?$/;

export class SaveSyncSettingsDto {
  @IsOptional()
  @IsBoolean()
  refreshCatalogEnabled?: boolean;

  @IsOptional()
  @IsBoolean()
  refreshVkCatalogEnabled?: boolean;

  @IsOptional()
  @IsBoolean()
  mirrorEnabled?: boolean;

  /**
   * Decimal above zero; a number is taken too.
   * @example "100"
   */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'number' ? String(value) : value))
  @Matches(MULTIPLIER, inWords(ABOVE_ZERO))
  priceMultiplier?: string;

  @IsOptional()
  @IsIn(['fixed', 'evotor'])
  stockMode?: 'fixed' | 'evotor';

  @IsOptional()
  @IsIn(['hide', 'delete', 'keep'])
  onRemoved?: 'hide' | 'delete' | 'keep';

  @IsOptional()
  @IsIn(['title', 'never'])
  adoptExisting?: 'title' | 'never';
}

export class SyncSettingsDto {
  refreshCatalogEnabled: boolean;
  refreshVkCatalogEnabled: boolean;
  mirrorEnabled: boolean;
  /** Decimal without trailing zeros. */
  priceMultiplier: string;
  stockMode: 'fixed' | 'evotor';
  onRemoved: 'hide' | 'delete' | 'keep';
  adoptExisting: 'title' | 'never';
}
