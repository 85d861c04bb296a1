import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../common/pagination.js';
import { RunCountsDto } from '../dto/run.dto.js';

const PLANNED_ACTIONS = ['create', 'update', 'adopt', 'hide', 'delete', 'skip'] as const;
type PlannedAction = (typeof PLANNED_ACTIONS)[number];

export class PreviewQuery extends PageQuery {
  @IsOptional()
  @IsIn(PLANNED_ACTIONS)
  action?: PlannedAction;

  /** Only products with this reason, for example `no_price`. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  reason?: string;
}

/**
 * One field of an item as VK shows it and as the run would make it; money in roubles, stock as a whole number, photos as
 * addresses (`to` is null where the register's picture or the default photo takes the place of one given here).
 */
export class PlannedChangeDto {
  field: 'name' | 'description' | 'price' | 'stock' | 'sku' | 'album' | 'photo';
  /** Null: there is nothing yet, or VK does not show it. */
  from: string | null;
  /** Null: there will be nothing. */
  to: string | null;
}

/** A product as the register has it. */
export class PlannedRegisterDto {
  name: string;
  /** Roubles. */
  price: string | null;
  quantity: string | null;
  measureName: string | null;
  allowToSell: boolean;
}

/** The item as VK showed it last. */
export class PlannedVkItemDto {
  title: string;
  /** Roubles. */
  price: string;
  stockAmount: number | null;
  photoUrl: string | null;
  url: string | null;
}

export class PlannedItemDto {
  productId: string;
  storeId: string;
  name: string;
  action: PlannedAction | 'unchanged';
  reason: string | null;
  vkProductId: number | null;
  /** Null: the register no longer lists it. */
  register: PlannedRegisterDto | null;
  /** Null: there is no item yet. */
  vk: PlannedVkItemDto | null;
  changes: PlannedChangeDto[];
}

export class PlannedAlbumDto {
  action: 'create' | 'rename';
  storeId: string;
  groupId: string;
  title: string;
  /** The title it has in VK now; null for a new one. */
  from: string | null;
}

/** A chosen store that the last reading did not read to its end; its goods stay as they are. */
class UnreadStoreDto {
  id: string;
  name: string;
  code: string | null;
}

/** How old the data are that the preview is made from. */
export class FreshnessDto {
  /** The oldest whole reading of a chosen store; null: one was never read, or none is chosen. */
  catalogReadAt: Date | null;
  vkReadAt: Date | null;
  unreadStores: UnreadStoreDto[];
}

type Block = 'evotor_not_connected' | 'vk_not_connected' | 'connection_needs_attention' | 'mirror_off';

export class PreviewDto {
  counts: RunCountsDto;
  /** Why the next run would send nothing at all; null when it would do what is shown. */
  blocked: Block | null;
  freshness: FreshnessDto;
  /** All albums that would be made or renamed. */
  albums: PlannedAlbumDto[];
  /** Products, changes only unless one kind is asked for. */
  items: PlannedItemDto[];
  total: number;
  page: number;
  pageSize: number;
}
