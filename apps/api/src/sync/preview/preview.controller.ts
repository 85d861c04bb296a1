import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../../auth/current-user.js';
import { ProblemDto } from '../../common/problem.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { FirstVkReading } from './first-vk-reading.service.js';
import { FreshnessDto, PreviewDto, PreviewQuery } from './preview.dto.js';
import { PreviewRefreshService } from './preview-refresh.service.js';
import { PreviewService } from './preview.service.js';

@ApiTags('sync')
@Controller('sync/preview')
export class PreviewController {
  constructor(
    private readonly preview: PreviewService,
    private readonly firstVkReading: FirstVkReading,
    private readonly refreshing: PreviewRefreshService,
  ) {}

  @Get()
  @RequirePermission('sync.read')
  @ApiOperation({ summary: 'What the next run would do, from what was read last, without doing it' })
  async show(@CurrentUser() user: SignedInUser, @Query() query: PreviewQuery): Promise<PreviewDto> {
    await this.firstVkReading.ensure(user.id);
    return this.preview.show(user.id, query);
  }

  @Post('refresh')
  @HttpCode(200)
  @RequirePermission('sync.write')
  @ApiOperation({ summary: 'Reads the register again, so that the preview is up to date; sends nothing to VK' })
  @ApiNotFoundResponse({ type: ProblemDto, description: 'not_connected' })
  @ApiConflictResponse({ type: ProblemDto, description: 'run_active, connection_needs_attention' })
  @ApiServiceUnavailableResponse({ type: ProblemDto, description: 'evotor_unavailable' })
  async refresh(@CurrentUser() user: SignedInUser): Promise<FreshnessDto> {
    await this.refreshing.refresh(user.id);
    return this.preview.freshness(user.id);
  }
}
