import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { SSE_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { exhaustMap, filter, interval, takeUntil, type Observable } from 'rxjs';
import { signedInUser, type SignedInUser } from './current-user.js';
import type { SessionUser } from './local.strategy.js';
import { Sessions } from './session.js';
import { SignIn } from './sign-in.js';

const LOOK_EVERY_MS = 3000;

/**
 * An event stream outlives what let it in. While one is open its listener is looked up again every few seconds; when
 * the session has ended, the user is suspended or may do something else than before, the stream ends, and whoever
 * listens must come through the door anew.
 */
@Injectable()
export class OpenStreams implements NestInterceptor {
  private readonly logger = new Logger('OpenStreams');

  constructor(
    private readonly reflector: Reflector,
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const listener = signedInUser(request);
    const isStream = this.reflector.get<boolean | undefined>(SSE_METADATA, context.getHandler());
    return isStream && listener ? next.handle().pipe(takeUntil(this.endOf(request, listener))) : next.handle();
  }

  private endOf(request: Request, listener: SignedInUser): Observable<boolean> {
    return interval(LOOK_EVERY_MS).pipe(
      exhaustMap(() => this.isStill(request, listener).catch((error: unknown) => this.unknown(error))),
      filter((still) => !still),
    );
  }

  /** While MariaDB or Redis is away nobody is cut off; the next look tells. */
  private unknown(error: unknown): boolean {
    this.logger.warn({ err: error }, 'the listener of a stream could not be looked up');
    return true;
  }

  private async isStill(request: Request, listener: SignedInUser): Promise<boolean> {
    const session = request.user as SessionUser | undefined;
    if (listener.via === 'session' && !(session && (await this.sessions.isOpen(session.id, request.sessionID)))) {
      return false;
    }
    const now = await this.signIn.callerOf(request);
    return now !== null && [...now.permissions].sort().join() === [...listener.permissions].sort().join();
  }
}
