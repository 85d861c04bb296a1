import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Problem } from '../common/problem.js';
import { PUBLIC_ROUTE } from '../rbac/require-permission.js';
import { noteSignedInUser } from './current-user.js';
import { SignIn } from './sign-in.js';

/** Lets only signed-in callers through, except to routes marked `@Public()`. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly signIn: SignIn,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC_ROUTE, [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<Request>();
    const caller = await this.signIn.callerOf(request);
    if (!caller)
      throw Problem.unauthorized('unauthorized', { ru: 'Войдите, чтобы продолжить', en: 'Sign in to go on' });
    noteSignedInUser(request, caller);
    return true;
  }
}
