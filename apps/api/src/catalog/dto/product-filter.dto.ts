import { PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../../common/pagination.js';

/** What the catalogue shows of a product's way to VK. */
export const SYNC_STATES = ['off', 'pending', 'synced', 'skipped', 'failed'] as const;
export type SyncState = (typeof SYNC_STATES)[number];

const MOST_AT_ONCE = 1000;

export class ProductQuery extends PageQuery {
  /** Id of a group, or `none` for products without one. */
  @IsOptional()
  @IsString()
  @MaxLength(36)
  groupId?: string;

  @IsOptional()
  @IsIn(SYNC_STATES)
  syncState?: SyncState;

  /** Only products with this reason, for example `no_price`. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  syncReason?: string;

  /** Only products that are chosen, or only those among them that the VK shop shows. */
  @IsOptional()
  @IsIn(['chosen', 'inShop'])
  only?: 'chosen' | 'inShop';

  /** Only products with a photo given here, with a picture of the register alone, or without either. */
  @IsOptional()
  @IsIn(['own', 'evotor', 'none'])
  photo?: 'own' | 'evotor' | 'none';
}

/** Which products of a store are meant; an empty one means all of them. */
export class ProductFilterDto extends PickType(ProductQuery, [
  'groupId',
  'search',
  'syncState',
  'syncReason',
  'only',
  'photo',
] as const) {}

export class SwitchProductsDto {
  @IsBoolean()
  enabled: boolean;

  /** These products, at most 1,000 of them; ids that the store does not have are passed over. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_AT_ONCE)
  @IsString({ each: true })
  @MaxLength(36, { each: true })
  productIds?: string[];

  /** All products that this filter shows, instead of `productIds`. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ProductFilterDto)
  filter?: ProductFilterDto;
}

/** How many products were switched; those that stood so already do not count. */
export class SwitchedProductsDto {
  enabled: boolean;
  changed: number;
}
