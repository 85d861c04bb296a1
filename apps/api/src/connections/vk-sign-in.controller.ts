import { Body, Controller, Get, HttpCode, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiFoundResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { SessionOnly } from '../auth/session-only.js';
import { CallerLanguage } from '../common/caller-language.js';
import { ProblemDto } from '../common/problem.js';
import type { Language } from '../common/words.js';
import { Public, RequirePermission } from '../rbac/require-permission.js';
import { VkConnectionDto } from './dto/connections.dto.js';
import { ChooseCommunityDto, VkAuthorizeDto, VkCallbackQuery, VkCommunitiesDto } from './dto/vk-sign-in.dto.js';
import { VkSignInService } from './vk-sign-in.service.js';

@ApiTags('connections')
@Controller('connections/vk')
export class VkSignInController {
  constructor(private readonly service: VkSignInService) {}

  @Post('sign-in')
  @HttpCode(200)
  @RequirePermission('connections.write')
  @SessionOnly()
  @ApiOperation({ summary: 'Begin signing in to VK: answers where the browser is to go' })
  @ApiNotFoundResponse({ type: ProblemDto, description: 'sign_in_not_offered' })
  begin(@CurrentUser() user: SignedInUser, @Req() request: Request): Promise<VkAuthorizeDto> {
    return this.service.begin(user.id, request.sessionID);
  }

  @Get('sign-in/callback')
  @Public()
  @ApiOperation({
    summary: 'Where VK ID sends the browser back to; goes on to the connections page, which tells how it went',
  })
  @ApiFoundResponse({
    description: 'To `/connections?vk=` and one of: choose, denied, stale, refused, unavailable, no_market_scope',
  })
  async comeBack(@Query() query: VkCallbackQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    const outcome = await this.service.comeBack(query, request.sessionID);
    response.redirect(302, `/connections?vk=${outcome}`);
  }

  @Get('communities')
  @RequirePermission('connections.read')
  @ApiOperation({ summary: 'Communities that the person who signed in to VK manages' })
  @ApiConflictResponse({ type: ProblemDto, description: 'sign_in_first' })
  @ApiUnprocessableEntityResponse({ type: ProblemDto, description: 'no_groups_scope, token_rejected, sign_in_expired' })
  @ApiServiceUnavailableResponse({ type: ProblemDto, description: 'vk_unavailable' })
  communities(@CurrentUser() user: SignedInUser): Promise<VkCommunitiesDto> {
    return this.service.communities(user.id);
  }

  @Put('community')
  @RequirePermission('connections.write')
  @ApiOperation({ summary: 'Choose the community after signing in to VK; it is tested, then the connection is saved' })
  @ApiConflictResponse({ type: ProblemDto, description: 'sign_in_first' })
  @ApiUnprocessableEntityResponse({
    type: ProblemDto,
    description:
      'not_a_manager, market_disabled, not_in_roubles, no_market_scope, group_not_found, group_blocked, token_rejected',
  })
  @ApiServiceUnavailableResponse({ type: ProblemDto, description: 'vk_unavailable' })
  choose(
    @CurrentUser() user: SignedInUser,
    @Body() { groupId }: ChooseCommunityDto,
    @CallerLanguage() language: Language,
  ): Promise<VkConnectionDto> {
    return this.service.choose(user.id, groupId, language);
  }
}
