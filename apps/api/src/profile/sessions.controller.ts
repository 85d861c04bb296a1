import { Controller, Delete, Get, HttpCode, Param, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { SessionOnly } from '../auth/session-only.js';
import { Sessions } from '../auth/session.js';
import { ApiPage, pageOf, PageQuery, type Page } from '../common/pagination.js';
import { Problem, ProblemDto } from '../common/problem.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { EndSessionsQuery, OpenSessionDto } from './dto/sessions.dto.js';

@ApiTags('profile')
@Controller('profile/sessions')
export class SessionsController {
  constructor(private readonly sessions: Sessions) {}

  @Get()
  @RequirePermission('profile.read')
  @ApiOperation({ summary: 'Where one is signed in, the place used last first' })
  @ApiPage(OpenSessionDto)
  async list(
    @CurrentUser() user: SignedInUser,
    @Query() query: PageQuery,
    @Req() request: Request,
  ): Promise<Page<OpenSessionDto>> {
    const open = await this.sessions.list(user.id, request.sessionID);
    const from = (query.page - 1) * query.pageSize;
    const items = open.slice(from, from + query.pageSize).map(({ device, createdAt, lastSeenAt, ...session }) => ({
      ...session,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      userAgent: device,
    }));
    return pageOf(items, open.length, query);
  }

  @Delete()
  @HttpCode(204)
  @RequirePermission('profile.write')
  @SessionOnly()
  @ApiOperation({ summary: 'Sign out everywhere else, or really everywhere' })
  @ApiNoContentResponse()
  endAll(
    @CurrentUser() user: SignedInUser,
    @Query() { all }: EndSessionsQuery,
    @Req() request: Request,
  ): Promise<void> {
    return this.sessions.endAll(user.id, all === 'true' ? undefined : request.sessionID);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('profile.write')
  @SessionOnly()
  @ApiOperation({ summary: 'Sign out in one place' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ProblemDto })
  async end(@CurrentUser() user: SignedInUser, @Param('id') id: string): Promise<void> {
    if (await this.sessions.end(user.id, id)) return;
    throw Problem.notFound('not_found', { ru: 'Такого сеанса уже нет', en: 'There is no such session any more' });
  }
}
