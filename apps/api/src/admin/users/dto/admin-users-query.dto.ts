import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../../common/pagination.js';
import { userStatuses, type UserStatus } from '../../../users/user.entity.js';
import { connectionStates, type ConnectionState } from './admin-user.dto.js';

/** How the newest run stands, or how long ago it was; `never`: there was none. */
export const lastSyncs = [
  'never',
  'running',
  'succeeded',
  'partial',
  'failed',
  'cancelled',
  'olderThanDay',
  'olderThanWeek',
] as const;
export type LastSync = (typeof lastSyncs)[number];

/**
 * The list of users: by role, status, connections and newest run; `search` looks at e-mail, name and phone; sorted by
 * id, email, name, status, createdAt, lastLoginAt or lastRunAt.
 */
export class AdminUsersQuery extends PageQuery {
  /** @example user */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  role?: string;

  @ApiPropertyOptional({ enum: userStatuses, enumName: 'UserStatus' })
  @IsOptional()
  @IsIn(userStatuses)
  status?: UserStatus;

  @ApiPropertyOptional({ enum: connectionStates, enumName: 'ConnectionState' })
  @IsOptional()
  @IsIn(connectionStates)
  connection?: ConnectionState;

  @ApiPropertyOptional({ enum: lastSyncs, enumName: 'LastSync' })
  @IsOptional()
  @IsIn(lastSyncs)
  lastSync?: LastSync;
}
