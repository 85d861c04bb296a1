import { applyDecorators, Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ApiExtension, ApiForbiddenResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { Problem, ProblemDto } from '../common/problem.js';
import { signedInUser } from './current-user.js';

@Injectable()
class SessionOnlyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (signedInUser(context.switchToHttp().getRequest<Request>())?.via === 'token') throw sessionRequired();
    return true;
  }
}

/** Keeps API tokens out: whoever holds one cannot take the account over, or make the token outlive itself. */
export const SessionOnly = (): MethodDecorator =>
  applyDecorators(
    UseGuards(SessionOnlyGuard),
    ApiExtension('x-session-only', true),
    ApiForbiddenResponse({ type: ProblemDto, description: 'forbidden, session_required' }),
  );

/** 403 `session_required`. */
export function sessionRequired(): Problem {
  return Problem.forbidden('session_required', {
    ru: 'С токеном это сделать нельзя: войдите на сайт',
    en: 'This cannot be done with a token: sign in on the site',
  });
}
