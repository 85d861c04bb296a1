import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { inputPipe } from '../common/input.pipe.js';
import { LoginDto } from './dto/login.dto.js';
import type { SessionUser } from './local.strategy.js';
import { Sessions } from './session.js';

/** Signs the caller in: checks the body, then the pair, then starts a session with a new id. */
@Injectable()
export class LocalAuthGuard extends AuthGuard('local') {
  private readonly input = inputPipe();

  constructor(private readonly sessions: Sessions) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    await this.input.transform(request.body, { type: 'body', metatype: LoginDto });
    await super.canActivate(context);
    await this.sessions.open(request, request.user as SessionUser);
    return true;
  }
}
