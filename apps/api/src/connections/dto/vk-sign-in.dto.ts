import { PickType } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { SaveVkDto } from './connections.dto.js';

export class VkAuthorizeDto {
  /** Where the browser is to go now; good for ten minutes, once, and in this session only. */
  authorizeUrl: string;
}

/** What VK ID sends a person back with. */
export class VkCallbackQuery {
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  code?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  state?: string;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  device_id?: string;

  /** Set instead of a code when the person did not agree. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  error?: string;
}

/** A community that the person who signed in edits or administers. */
export class VkCommunityDto {
  groupId: number;
  name: string;
  screenName: string | null;
  photoUrl: string | null;
  /** Why it cannot be chosen as it is, for example `market_disabled`; null: nothing is known against it. */
  problem: string | null;
}

export class VkCommunitiesDto {
  items: VkCommunityDto[];
}

export class ChooseCommunityDto extends PickType(SaveVkDto, ['groupId'] as const) {}
