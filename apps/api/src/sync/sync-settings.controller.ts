import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { SaveSyncSettingsDto, SyncSettingsDto } from './dto/settings.dto.js';
import { SyncSettingsService } from './sync-settings.service.js';

@ApiTags('sync')
@Controller('sync/settings')
export class SyncSettingsController {
  constructor(private readonly service: SyncSettingsService) {}

  /** How the mirror behaves. */
  @Get()
  @RequirePermission('sync.read')
  show(@CurrentUser() user: SignedInUser): Promise<SyncSettingsDto> {
    return this.service.find(user.id);
  }

  /** Changes how the mirror behaves; fields left out keep their values. */
  @Put()
  @RequirePermission('sync.write')
  save(@CurrentUser() user: SignedInUser, @Body() dto: SaveSyncSettingsDto): Promise<SyncSettingsDto> {
    return this.service.save(user.id, dto);
  }
}
