import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../../auth/current-user.js';
import { CallerLanguage } from '../../common/caller-language.js';
import type { Language } from '../../common/words.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { AdminOverviewDto } from './dto/overview.dto.js';
import { AdminOverviewService } from './overview.service.js';

@ApiTags('admin')
@Controller('admin/overview')
export class AdminOverviewController {
  constructor(private readonly overview: AdminOverviewService) {}

  @Get()
  @RequirePermission('overview.read')
  @ApiOperation({ summary: 'How the service fares: users, connections, runs of the last day, queues, failures' })
  show(@CurrentUser() user: SignedInUser, @CallerLanguage() language: Language): Promise<AdminOverviewDto> {
    return this.overview.show(user.permissions, language);
  }
}
