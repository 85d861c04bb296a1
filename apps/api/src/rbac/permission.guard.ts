import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { signedInUser } from '../auth/current-user.js';
import { Problem } from '../common/problem.js';
import type { PermissionCode } from './permissions.js';
import { REQUIRED_PERMISSIONS } from './require-permission.js';

/** Lets only callers through who have every permission the route asks for. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const required = this.reflector.getAllAndOverride<PermissionCode[] | undefined>(REQUIRED_PERMISSIONS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!required?.length) return true;
    const had = signedInUser(context.switchToHttp().getRequest<Request>())?.permissions ?? [];
    if (required.every((permission) => had.includes(permission))) return true;
    throw Problem.forbidden('forbidden', { ru: 'У вас нет доступа', en: 'You have no access' });
  }
}
