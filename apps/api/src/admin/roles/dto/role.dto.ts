import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { Trimmed } from '../../../common/trimmed.js';
import type { RoleWithPermissions } from '../../../rbac/roles.service.js';

const ROLE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u;

/** A new name of a role: letters, digits, spaces, dots, dashes. */
export class RenameRoleDto {
  /** @example Поддержка */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  @Matches(ROLE_NAME)
  name: string;
}

/** What a role allows from now on; what is not named is taken away. */
export class RolePermissionsDto {
  /** @example ["users.read", "logs.read"] */
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  permissions: string[];
}

/** A new role. */
export class CreateRoleDto extends RolePermissionsDto {
  /** @example Поддержка */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  @Matches(ROLE_NAME)
  name: string;
}

/** A role, what it allows, and how many users have it. */
export class RoleDto {
  @ApiProperty({ type: 'integer' })
  id: number;

  /** @example admin */
  name: string;

  /** Comes with the product: it can be neither renamed nor removed. */
  builtIn: boolean;

  permissions: string[];

  @ApiProperty({ type: 'integer' })
  usersCount: number;

  /** Whether the caller may change what it allows. */
  editable: boolean;
}

/** The role as one caller sees it. */
export function toRoleDto(role: RoleWithPermissions, editable: boolean): RoleDto {
  const { id, name, builtIn, permissions, usersCount } = role;
  return { id, name, builtIn, permissions, usersCount, editable };
}
