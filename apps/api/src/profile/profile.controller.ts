import { Body, Controller, Delete, Get, HttpCode, Ip, Patch, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { SessionOnly } from '../auth/session-only.js';
import { SESSION_COOKIE } from '../auth/session.js';
import { ProblemDto } from '../common/problem.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { ChangePasswordDto, CloseAccountDto, CloseAccountQuery } from './dto/password.dto.js';
import { ProfileDto, SaveProfileDto } from './dto/profile.dto.js';
import { ProfileService } from './profile.service.js';

@ApiTags('profile')
@Controller('profile')
export class ProfileController {
  constructor(private readonly profile: ProfileService) {}

  @Get()
  @RequirePermission('profile.read')
  @ApiOperation({ summary: 'One’s own account' })
  show(@CurrentUser() user: SignedInUser): Promise<ProfileDto> {
    return this.profile.show(user);
  }

  @Patch()
  @RequirePermission('profile.write')
  @ApiOperation({ summary: 'Change one’s own account; a new e-mail counts once it is confirmed' })
  @ApiBadRequestResponse({ type: ProblemDto, description: 'validation_failed' })
  @ApiTooManyRequestsResponse({ type: ProblemDto, description: 'too_many_attempts' })
  save(@CurrentUser() user: SignedInUser, @Body() input: SaveProfileDto, @Ip() address: string): Promise<ProfileDto> {
    return this.profile.save(user, input, address);
  }

  @Post('change-password')
  @HttpCode(204)
  @RequirePermission('profile.write')
  @SessionOnly()
  @ApiOperation({ summary: 'Change one’s own password; all other sessions end at once' })
  @ApiNoContentResponse()
  @ApiBadRequestResponse({ type: ProblemDto, description: 'validation_failed' })
  @ApiTooManyRequestsResponse({ type: ProblemDto, description: 'too_many_attempts' })
  changePassword(
    @CurrentUser() user: SignedInUser,
    @Body() input: ChangePasswordDto,
    @Req() request: Request,
  ): Promise<void> {
    return this.profile.changePassword(user.id, input, request.ip ?? '', request.sessionID);
  }

  @Delete()
  @HttpCode(204)
  @RequirePermission('profile.write')
  @SessionOnly()
  @ApiOperation({ summary: 'Delete one’s own account and all its data; goods in VK stay, or are hidden first' })
  @ApiNoContentResponse()
  @ApiBadRequestResponse({ type: ProblemDto, description: 'validation_failed' })
  @ApiConflictResponse({ type: ProblemDto, description: 'last_system_user' })
  async close(
    @CurrentUser() user: SignedInUser,
    @Query() query: CloseAccountQuery,
    @Body() input: CloseAccountDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.profile.close(
      user.id,
      { goods: input.goods ?? query.goods, password: input.password },
      request.ip ?? '',
    );
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }
}
