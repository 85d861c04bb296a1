import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../../auth/current-user.js';
import { CallerLanguage } from '../../common/caller-language.js';
import type { Language } from '../../common/words.js';
import { RequirePermission } from '../../rbac/require-permission.js';
import { OverviewDto } from './overview.dto.js';
import { OverviewService } from './overview.service.js';

@ApiTags('sync')
@Controller('sync/overview')
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  @Get()
  @RequirePermission('sync.read')
  @ApiOperation({ summary: 'How things stand: is it working, what changed, what is wrong and where it is mended' })
  show(@CurrentUser() user: SignedInUser, @CallerLanguage() language: Language): Promise<OverviewDto> {
    return this.overview.show(user.id, language);
  }
}
