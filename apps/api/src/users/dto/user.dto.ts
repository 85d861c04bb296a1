import { ApiProperty } from '@nestjs/swagger';
import { userStatuses, type User, type UserStatus } from '../user.entity.js';
import { builtInRoles } from '../../rbac/permissions.js';

/** A user as the API shows one. */
export class UserDto {
  @ApiProperty({ type: 'integer' })
  id: number;

  /** @example merchant@example.com */
  email: string;

  name: string;

  @ApiProperty({ type: String, nullable: true })
  phone: string | null;

  @ApiProperty({ enum: userStatuses, enumName: 'UserStatus' })
  status: UserStatus;

  roles: string[];

  /** The mightiest of the roles. */
  role: string;

  @ApiProperty({ enum: ['ru', 'en'] })
  language: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastLoginAt: string | null;
}

/** The user with the names of their roles. */
export function toUserDto(user: User, roles: string[]): UserDto {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    phone: user.phone,
    status: user.status,
    roles,
    role: mainRole(roles),
    language: user.language,
    createdAt: user.createdAt.toISOString(),
    lastLoginAt: user.lastLoginAt?.toISOString() ?? null,
  };
}

function mainRole(roles: string[]): string {
  return builtInRoles.find((role) => roles.includes(role)) ?? roles[0] ?? 'user';
}
