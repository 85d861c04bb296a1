import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, type SignedInUser } from '../auth/current-user.js';
import { ApiProblems } from '../common/api-problems.js';
import { CallerLanguage } from '../common/caller-language.js';
import type { Language } from '../common/words.js';
import { RequirePermission } from '../rbac/require-permission.js';
import { ConnectService } from './connect.service.js';
import { toTestDto } from './connection-problem.mapper.js';
import {
  ConnectionsDto,
  ConnectionTestDto,
  EvotorConnectionDto,
  SaveEvotorDto,
  SaveVkDto,
  VkConnectionDto,
} from './dto/connections.dto.js';

@ApiTags('connections')
@Controller('connections')
export class ConnectionsController {
  constructor(private readonly service: ConnectService) {}

  /** Both connections: whether they are set, how they fare, the last four characters of their tokens. */
  @Get()
  @RequirePermission('connections.read')
  show(@CurrentUser() user: SignedInUser, @CallerLanguage() language: Language): Promise<ConnectionsDto> {
    return this.service.show(user.id, language);
  }

  /** Saves the token of the Evotor Cloud after testing it, and fetches the catalogue. */
  @Put('evotor')
  @ApiProblems({
    422: ['token_rejected', 'forbidden', 'subscription_required'],
    503: ['evotor_unavailable'],
  })
  @RequirePermission('connections.write')
  saveEvotor(
    @CurrentUser() user: SignedInUser,
    @Body() dto: SaveEvotorDto,
    @CallerLanguage() language: Language,
  ): Promise<EvotorConnectionDto> {
    return this.service.saveEvotor(user.id, dto, language);
  }

  /** Saves the VK token and community after testing them. */
  @Put('vk')
  @ApiProblems({
    422: [
      'token_rejected',
      'not_a_user_token',
      'no_market_scope',
      'group_not_found',
      'group_blocked',
      'not_a_manager',
      'market_disabled',
      'not_in_roubles',
    ],
    503: ['vk_unavailable'],
  })
  @RequirePermission('connections.write')
  saveVk(
    @CurrentUser() user: SignedInUser,
    @Body() dto: SaveVkDto,
    @CallerLanguage() language: Language,
  ): Promise<VkConnectionDto> {
    return this.service.saveVk(user.id, dto, language);
  }

  /** Forgets the Evotor token; goods in VK stay as they are. */
  @Delete('evotor')
  @HttpCode(204)
  @RequirePermission('connections.write')
  removeEvotor(@CurrentUser() user: SignedInUser): Promise<void> {
    return this.service.removeEvotor(user.id);
  }

  /** Forgets the VK token; goods in VK stay as they are. */
  @Delete('vk')
  @HttpCode(204)
  @RequirePermission('connections.write')
  removeVk(@CurrentUser() user: SignedInUser): Promise<void> {
    return this.service.removeVk(user.id);
  }

  /** Tests the saved Evotor token. */
  @Post('evotor/test')
  @ApiProblems({ 404: ['not_connected'] })
  @HttpCode(200)
  @RequirePermission('connections.write')
  async testEvotor(
    @CurrentUser() user: SignedInUser,
    @CallerLanguage() language: Language,
  ): Promise<ConnectionTestDto> {
    return toTestDto(await this.service.testEvotor(user.id), language);
  }

  /** Tests the saved VK token and community. */
  @Post('vk/test')
  @ApiProblems({ 404: ['not_connected'] })
  @HttpCode(200)
  @RequirePermission('connections.write')
  async testVk(@CurrentUser() user: SignedInUser, @CallerLanguage() language: Language): Promise<ConnectionTestDto> {
    return toTestDto(await this.service.testVk(user.id), language);
  }
}
