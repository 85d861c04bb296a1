import { ApiProperty } from '@nestjs/swagger';
import { EvotorAppDto } from '../../../connections/evotor-app/evotor-app.dto.js';
import type { RunStatus } from '../../../sync/run.js';
import { UserDto } from '../../../users/dto/user.dto.js';

/** How one connection fares; `none`: not connected. */
export const connectionHealths = ['none', 'ok', 'needsAttention'] as const;
export type ConnectionHealth = (typeof connectionHealths)[number];

/** How a user's connections fare taken together; `incomplete`: only one of the two is there. */
export const connectionStates = ['ok', 'needsAttention', 'incomplete', 'none'] as const;
export type ConnectionState = (typeof connectionStates)[number];

export const runStatuses = ['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] as const;

/** How both connections of a user fare. */
export class UserConnectionsDto {
  @ApiProperty({ enum: connectionHealths, enumName: 'ConnectionHealth' })
  evotor: ConnectionHealth;

  @ApiProperty({ enum: connectionHealths, enumName: 'ConnectionHealth' })
  vk: ConnectionHealth;

  @ApiProperty({ enum: connectionStates, enumName: 'ConnectionState' })
  state: ConnectionState;
}

/** The newest run of a user. */
export class LastRunDto {
  id: string;

  @ApiProperty({ enum: runStatuses, enumName: 'RunStatus' })
  status: RunStatus;

  /** When it ended; while it is alive, when it was asked for. */
  @ApiProperty({ format: 'date-time' })
  at: string;
}

/** A user in the list of the admin section. */
export class AdminUserDto extends UserDto {
  connections: UserConnectionsDto;

  @ApiProperty({ type: LastRunDto, nullable: true })
  lastRun: LastRunDto | null;
}

/** Why a connection needs attention. */
export class HealthProblemDto {
  code: string;
  message: string;
}

/** One connection as admins see it: never its token, nor a part of it. */
export class AdminConnectionDto {
  @ApiProperty({ enum: connectionHealths, enumName: 'ConnectionHealth' })
  health: ConnectionHealth;

  @ApiProperty({ type: HealthProblemDto, nullable: true })
  problem: HealthProblemDto | null;

  /** The VK community; null for Evotor. */
  @ApiProperty({ type: String, nullable: true })
  shopName: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  connectedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  checkedAt: string | null;
}

/** One user with the health of their connections and why it is so. */
export class AdminUserPageDto extends AdminUserDto {
  evotor: AdminConnectionDto;
  vk: AdminConnectionDto;
  /** The application in Evotor's market; null where Evotor told nothing of it. */
  evotorApp: EvotorAppDto | null;
}

/** Whether a letter with an invite was sent. */
export class InvitedDto {
  inviteSent: boolean;
}

/** Whether a letter with a link was sent; false when the password was set at once. */
export class PasswordResetDto {
  letterSent: boolean;
}
