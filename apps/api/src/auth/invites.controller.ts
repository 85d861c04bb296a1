import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ProblemDto } from '../common/problem.js';
import { Public } from '../rbac/require-permission.js';
import { AcceptInviteDto, InviteDto } from './dto/invite.dto.js';
import { SessionDto } from './dto/session.dto.js';
import { InvitesService } from './invites.service.js';
import { Sessions } from './session.js';
import { SignIn } from './sign-in.js';

@ApiTags('auth')
@Public()
@Controller('auth/invite')
export class InvitesController {
  constructor(
    private readonly invites: InvitesService,
    private readonly sessions: Sessions,
    private readonly signIn: SignIn,
  ) {}

  @Get(':token')
  @ApiOperation({ summary: 'Whom an invite is for' })
  @ApiNotFoundResponse({ type: ProblemDto, description: 'token_invalid' })
  show(@Param('token') token: string): Promise<InviteDto> {
    return this.invites.show(token);
  }

  @Post(':token')
  @HttpCode(200)
  @ApiOperation({ summary: 'Accept an invite by choosing a password; the answer sets the session cookie' })
  @ApiBadRequestResponse({ type: ProblemDto, description: 'token_invalid, validation_failed' })
  async accept(
    @Param('token') token: string,
    @Body() input: AcceptInviteDto,
    @Req() request: Request,
  ): Promise<SessionDto> {
    const id = await this.invites.accept(token, input);
    await this.sessions.open(request, { id });
    return this.signIn.welcome(id);
  }
}
