import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../common/pagination.js';
import { userStatuses, type UserStatus } from '../user.entity.js';

/** The list of users: by role, by status; sorted by id, email, name, status, createdAt or lastLoginAt. */
export class UsersQuery extends PageQuery {
  /** @example user */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  role?: string;

  @ApiPropertyOptional({ enum: userStatuses, enumName: 'UserStatus' })
  @IsOptional()
  @IsIn(userStatuses)
  status?: UserStatus;
}
