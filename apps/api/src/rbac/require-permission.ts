import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiForbiddenResponse, ApiSecurity, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { ProblemDto } from '../common/problem.js';
import type { PermissionCode } from './permissions.js';

export const PUBLIC_ROUTE = 'evosync:public';
export const REQUIRED_PERMISSIONS = 'evosync:permissions';

/** Opens a route or a controller to callers who are not signed in. Every other one needs sign-in. */
export const Public = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(PUBLIC_ROUTE, true), ApiSecurity({}));

/**
 * Asks for all of `permissions`; what stands at the method counts before what stands at the class. The API document
 * says so too, as `x-permissions`.
 */
export const RequirePermission = (...permissions: PermissionCode[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(REQUIRED_PERMISSIONS, permissions),
    ApiExtension('x-permissions', permissions),
    ApiUnauthorizedResponse({ type: ProblemDto }),
    ApiForbiddenResponse({ type: ProblemDto }),
  );
