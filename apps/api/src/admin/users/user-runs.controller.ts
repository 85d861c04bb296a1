import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { CallerLanguage } from '../../common/caller-language.js';
import { IdPipe } from '../../common/id.pipe.js';
import { ApiPage, type Page } from '../../common/pagination.js';
import { ProblemDto } from '../../common/problem.js';
import type { Language } from '../../common/words.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { RunQuery } from '../../sync/dto/run.dto.js';
import { Acting, type ActingAdmin } from '../acting-admin.js';
import { AdminRunDto } from './dto/admin-run.dto.js';
import { UserRuns } from './user-runs.js';

@ApiTags('admin')
@Controller('admin/users/:id')
export class UserRunsController {
  constructor(private readonly runs: UserRuns) {}

  @Post('sync')
  @RequirePermission('users.write')
  @HttpCode(202)
  @ApiOperation({ summary: 'Run a merchant’s sync now; while a run is alive, answers that one' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiAcceptedResponse({ type: AdminRunDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'user_not_active, connection_needs_attention' })
  start(
    @Param('id', IdPipe) id: number,
    @Acting() by: ActingAdmin,
    @CallerLanguage() language: Language,
  ): Promise<AdminRunDto> {
    return this.runs.start(id, by, language);
  }

  @Get('runs')
  @RequirePermission('users.read')
  @ApiOperation({ summary: 'A merchant’s runs, the newest first' })
  @ApiParam({ name: 'id', schema: { type: 'integer' } })
  @ApiPage(AdminRunDto)
  @ApiBadRequestResponse({ type: ProblemDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  list(
    @Param('id', IdPipe) id: number,
    @Query() query: RunQuery,
    @CallerLanguage() language: Language,
  ): Promise<Page<AdminRunDto>> {
    return this.runs.list(id, query, language);
  }
}
