import { Transform } from 'class-transformer';
import { IsInt, IsNotEmpty, IsPositive, IsString, MaxLength } from 'class-validator';
import type { ConnectionStatus } from '../connection-status.js';
import { EvotorAppDto } from '../evotor-app/evotor-app.dto.js';

const trimmed = ({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value);

export class SaveEvotorDto {
  /** Token of the Evotor Cloud, from the application's settings tab. */
  @Transform(trimmed)
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  accessToken: string;
}

export class SaveVkDto {
  /** VK user token with the right `market`. */
  @Transform(trimmed)
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  accessToken: string;

  /**
   * Id of the community, a positive number.
   * @example 218000001
   */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value.trim()) : value,
  )
  @IsInt()
  @IsPositive()
  groupId: number;
}

export class ConnectionProblemDto {
  code: string;
  message: string;
}

class ConnectionDto {
  connected: boolean;
  status: ConnectionStatus | 'notConnected';
  needsAttention: boolean;
  problem: ConnectionProblemDto | null;
  /** Last four characters of the token; the token itself never leaves. */
  tokenLast4: string | null;
  connectedAt: Date | null;
  checkedAt: Date | null;
}

export class EvotorConnectionDto extends ConnectionDto {
  storeCount: number;
  /** The application in Evotor's market; null where Evotor told nothing of it. */
  app: EvotorAppDto | null;
}

export class VkConnectionDto extends ConnectionDto {
  groupId: number | null;
  groupName: string | null;
  groupScreenName: string | null;
  groupPhotoUrl: string | null;
  /** Whether merchants may sign in through VK ID here; else they paste a token. */
  signInOffered: boolean;
  /** Connected by signing in: the token is renewed without the merchant. */
  signedIn: boolean;
}

export class ConnectionsDto {
  evotor: EvotorConnectionDto;
  vk: VkConnectionDto;
}

export class ConnectionTestDto {
  ok: boolean;
  problem: ConnectionProblemDto | null;
}
