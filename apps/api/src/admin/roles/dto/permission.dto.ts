import { ApiProperty } from '@nestjs/swagger';
import type { DescribedPermission } from '../../../rbac/permission-catalog.js';

/** A text in both languages. */
export class BilingualDto {
  ru: string;
  en: string;
}

/** Permissions that belong together. */
export class PermissionGroupDto {
  /** @example users */
  code: string;

  name: BilingualDto;

  /** `own`: things of one's own shop; `service`: of the whole service. */
  @ApiProperty({ enum: ['own', 'service'] })
  reach: 'own' | 'service';
}

/** A permission that roles may have. */
export class PermissionDto {
  /** @example users.read */
  code: string;

  group: PermissionGroupDto;

  description: BilingualDto;

  /** Whether the caller has it, and so may give it. */
  grantable: boolean;
}

/** The permission as one caller sees it. */
export function toPermissionDto({ code, group, description }: DescribedPermission, grantable: boolean): PermissionDto {
  return { code, group, description, grantable };
}
