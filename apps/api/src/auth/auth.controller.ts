import { Controller, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ProblemDto } from '../common/problem.js';
import { Public } from '../rbac/require-permission.js';
import { UsersService } from '../users/users.service.js';
import { LoginDto } from './dto/login.dto.js';
import { CurrentSessionDto, SessionDto } from './dto/session.dto.js';
import { LocalAuthGuard } from './local-auth.guard.js';
import type { SessionUser } from './local.strategy.js';
import { SESSION_COOKIE, Sessions } from './session.js';
import { SignIn } from './sign-in.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly users: UsersService,
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
  ) {}

  @Post('login')
  @Public()
  @UseGuards(LocalAuthGuard)
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in; the answer sets the session cookie' })
  @ApiBody({ type: LoginDto })
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiUnauthorizedResponse({ type: ProblemDto, description: 'bad_credentials, email_not_confirmed, account_suspended' })
  @ApiTooManyRequestsResponse({ type: ProblemDto, description: 'too_many_attempts' })
  async login(@Req() request: Request): Promise<SessionDto> {
    const { id } = request.user as SessionUser;
    return this.signIn.welcome(id);
  }

  @Post('logout')
  @Public()
  @HttpCode(204)
  @ApiOperation({ summary: 'End the session' })
  @ApiNoContentResponse()
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.close(request);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  @Get('session')
  @Public()
  @ApiOperation({ summary: 'Who is signed in; user is null when nobody is' })
  async session(@Req() request: Request): Promise<CurrentSessionDto> {
    const caller = await this.signIn.callerOf(request);
    if (!caller) return { user: null, permissions: [] };
    return { user: await this.users.findOrFail(caller.id), permissions: caller.permissions };
  }
}
